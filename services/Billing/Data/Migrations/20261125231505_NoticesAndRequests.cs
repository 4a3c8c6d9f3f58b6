using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.Billing.Data.Migrations
{
    /// <inheritdoc />
    public partial class NoticesAndRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence<int>(
                name: "authorisation_numbers");

            migrationBuilder.CreateSequence<int>(
                name: "message_references");

            migrationBuilder.CreateSequence<int>(
                name: "request_references");

            migrationBuilder.AlterColumn<Guid>(
                name: "message_id",
                table: "authorisations",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<long>(
                name: "version",
                table: "authorisations",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "care_episodes",
                columns: table => new
                {
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    number = table.Column<int>(type: "integer", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    admitted_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_care_episodes", x => new { x.client_id, x.number });
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer_id = table.Column<string>(type: "text", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    authorisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    authorisation_number = table.Column<string>(type: "text", nullable: false),
                    episode = table.Column<int>(type: "integer", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    change = table.Column<string>(type: "text", nullable: false),
                    started_on = table.Column<DateOnly>(type: "date", nullable: false),
                    stopped_on = table.Column<DateOnly>(type: "date", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true),
                    reference = table.Column<string>(type: "text", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    tried_on = table.Column<DateOnly>(type: "date", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: true),
                    returned_by = table.Column<Guid>(type: "uuid", nullable: true),
                    faults = table.Column<string>(type: "jsonb", nullable: false),
                    codes = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                    table.ForeignKey(
                        name: "fk_notices_authorisations_authorisation_id",
                        column: x => x.authorisation_id,
                        principalTable: "authorisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "requests",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer_id = table.Column<string>(type: "text", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    referrer = table.Column<string>(type: "text", nullable: true),
                    reference = table.Column<string>(type: "text", nullable: false),
                    request_reference = table.Column<string>(type: "text", nullable: false),
                    products = table.Column<string>(type: "jsonb", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    made_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    @return = table.Column<string>(name: "return", type: "text", nullable: true),
                    returned_by = table.Column<Guid>(type: "uuid", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    authorisation_id = table.Column<Guid>(type: "uuid", nullable: true),
                    codes = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_requests", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_care_episodes_team_id_client_id",
                table: "care_episodes",
                columns: new[] { "team_id", "client_id" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_authorisation_id_episode",
                table: "notices",
                columns: new[] { "authorisation_id", "episode" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_client_id_id",
                table: "notices",
                columns: new[] { "client_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_one_open",
                table: "notices",
                columns: new[] { "authorisation_id", "client_id", "episode", "kind" },
                unique: true,
                filter: "state IN ('Made', 'Refused')");

            migrationBuilder.CreateIndex(
                name: "ix_notices_payer_id_id",
                table: "notices",
                columns: new[] { "payer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_notices_payer_id_reference",
                table: "notices",
                columns: new[] { "payer_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_requests_client_id_id",
                table: "requests",
                columns: new[] { "client_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_requests_payer_id_id",
                table: "requests",
                columns: new[] { "payer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_requests_payer_id_reference",
                table: "requests",
                columns: new[] { "payer_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_requests_payer_id_request_reference",
                table: "requests",
                columns: new[] { "payer_id", "request_reference" },
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "care_episodes");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "requests");

            migrationBuilder.DropColumn(
                name: "version",
                table: "authorisations");

            migrationBuilder.DropSequence(
                name: "authorisation_numbers");

            migrationBuilder.DropSequence(
                name: "message_references");

            migrationBuilder.DropSequence(
                name: "request_references");

            migrationBuilder.AlterColumn<Guid>(
                name: "message_id",
                table: "authorisations",
                type: "uuid",
                nullable: false,
                defaultValue: new Guid("00000000-0000-0000-0000-000000000000"),
                oldClrType: typeof(Guid),
                oldType: "uuid",
                oldNullable: true);
        }
    }
}
