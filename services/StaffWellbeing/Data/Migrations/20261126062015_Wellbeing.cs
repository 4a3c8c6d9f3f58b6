using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using NpgsqlTypes;

#nullable disable

namespace Buurtzorg.StaffWellbeing.Data.Migrations
{
    /// <inheritdoc />
    public partial class Wellbeing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:btree_gist", ",,");

            migrationBuilder.CreateTable(
                name: "absences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    expected_return = table.Column<DateOnly>(type: "date", nullable: false),
                    steps = table.Column<string>(type: "jsonb", nullable: false),
                    sick_leave = table.Column<bool>(type: "boolean", nullable: true),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    back_on = table.Column<DateOnly>(type: "date", nullable: false),
                    over_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "coach_requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    wants = table.Column<string>(type: "text", nullable: false),
                    tried = table.Column<string>(type: "text", nullable: false),
                    shares = table.Column<string>(type: "jsonb", nullable: false),
                    coach_id = table.Column<Guid>(type: "uuid", nullable: true),
                    helped = table.Column<string>(type: "text", nullable: true),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_coach_requests", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "experts",
                columns: table => new
                {
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    topics = table.Column<string>(type: "text", nullable: false),
                    work_phone = table.Column<string>(type: "text", nullable: true),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false, computedColumnSql: "to_tsvector('simple', topics) || to_tsvector('dutch', topics) || to_tsvector('swedish', topics) || to_tsvector('english', topics)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_experts", x => x.person_id);
                });

            migrationBuilder.CreateTable(
                name: "fixed_months",
                columns: table => new
                {
                    month = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_fixed_months", x => x.month);
                });

            migrationBuilder.CreateTable(
                name: "learning_moments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    teller_id = table.Column<Guid>(type: "uuid", nullable: false),
                    audience = table.Column<string>(type: "text", nullable: false),
                    what_happened = table.Column<string>(type: "text", nullable: false),
                    what_we_learned = table.Column<string>(type: "text", nullable: false),
                    words = table.Column<NpgsqlTsVector>(type: "tsvector", nullable: false, computedColumnSql: "to_tsvector('simple', what_happened || ' ' || what_we_learned) || to_tsvector('dutch', what_happened || ' ' || what_we_learned) || to_tsvector('swedish', what_happened || ' ' || what_we_learned) || to_tsvector('english', what_happened || ' ' || what_we_learned)", stored: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_learning_moments", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "membership_changes",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    is_member = table.Column<bool>(type: "boolean", nullable: false),
                    contracted_minutes = table.Column<int>(type: "integer", nullable: true),
                    day = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_membership_changes", x => new { x.team_id, x.person_id, x.version });
                });

            migrationBuilder.CreateTable(
                name: "pulse_figures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    answers = table.Column<int>(type: "integer", nullable: false),
                    questions = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pulse_figures", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "pulse_links_taken",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    people = table.Column<Guid[]>(type: "uuid[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pulse_links_taken", x => new { x.team_id, x.month });
                });

            migrationBuilder.CreateTable(
                name: "pulse_questions",
                columns: table => new
                {
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    questions = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pulse_questions", x => x.month);
                });

            migrationBuilder.CreateTable(
                name: "pulse_rounds",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    questions = table.Column<string>(type: "jsonb", nullable: false),
                    box = table.Column<byte[]>(type: "bytea", nullable: false),
                    spent = table.Column<long[]>(type: "bigint[]", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_pulse_rounds", x => new { x.team_id, x.month });
                });

            migrationBuilder.CreateTable(
                name: "sickness_rates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<DateOnly>(type: "date", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    people = table.Column<int>(type: "integer", nullable: false),
                    percent = table.Column<decimal>(type: "numeric", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sickness_rates", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "teams",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_teams", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "thanks",
                columns: table => new
                {
                    moment_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_thanks", x => new { x.moment_id, x.person_id });
                    table.ForeignKey(
                        name: "fk_thanks_learning_moments_moment_id",
                        column: x => x.moment_id,
                        principalTable: "learning_moments",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_absences_over_on",
                table: "absences",
                column: "over_on");

            migrationBuilder.CreateIndex(
                name: "ix_absences_person_id_id",
                table: "absences",
                columns: new[] { "person_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_coach_requests_coach_id_id",
                table: "coach_requests",
                columns: new[] { "coach_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_coach_requests_team_id_id",
                table: "coach_requests",
                columns: new[] { "team_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_experts_words",
                table: "experts",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_learning_moments_team_id_id",
                table: "learning_moments",
                columns: new[] { "team_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_learning_moments_words",
                table: "learning_moments",
                column: "words")
                .Annotation("Npgsql:IndexMethod", "gin");

            migrationBuilder.CreateIndex(
                name: "ix_membership_changes_person_id_team_id_version",
                table: "membership_changes",
                columns: new[] { "person_id", "team_id", "version" });

            migrationBuilder.CreateIndex(
                name: "ix_pulse_figures_team_id_month",
                table: "pulse_figures",
                columns: new[] { "team_id", "month" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_pulse_rounds_month",
                table: "pulse_rounds",
                column: "month");

            migrationBuilder.CreateIndex(
                name: "ix_pulse_rounds_number",
                table: "pulse_rounds",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_sickness_rates_month_team_id",
                table: "sickness_rates",
                columns: new[] { "month", "team_id" });

            migrationBuilder.CreateIndex(
                name: "ix_sickness_rates_team_id_month",
                table: "sickness_rates",
                columns: new[] { "team_id", "month" },
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.Sql(
                """
                ALTER TABLE absences ADD CONSTRAINT a_person_is_away_once_at_a_time
                    EXCLUDE USING gist (person_id WITH =, daterange(first_day, back_on) WITH &&);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences");

            migrationBuilder.DropTable(
                name: "coach_requests");

            migrationBuilder.DropTable(
                name: "experts");

            migrationBuilder.DropTable(
                name: "fixed_months");

            migrationBuilder.DropTable(
                name: "membership_changes");

            migrationBuilder.DropTable(
                name: "pulse_figures");

            migrationBuilder.DropTable(
                name: "pulse_links_taken");

            migrationBuilder.DropTable(
                name: "pulse_questions");

            migrationBuilder.DropTable(
                name: "pulse_rounds");

            migrationBuilder.DropTable(
                name: "sickness_rates");

            migrationBuilder.DropTable(
                name: "teams");

            migrationBuilder.DropTable(
                name: "thanks");

            migrationBuilder.DropTable(
                name: "learning_moments");
        }
    }
}
