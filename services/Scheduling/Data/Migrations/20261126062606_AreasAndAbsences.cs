using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.Scheduling.Data.Migrations
{
    /// <inheritdoc />
    public partial class AreasAndAbsences : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "uncovered_at",
                table: "visits",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "area",
                table: "teams",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "since",
                table: "team_members",
                type: "date",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "absences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    first_day = table.Column<DateOnly>(type: "date", nullable: false),
                    back_on = table.Column<DateOnly>(type: "date", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_absences", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "ended_contracts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    minutes_per_week = table.Column<int>(type: "integer", nullable: false),
                    since = table.Column<DateOnly>(type: "date", nullable: true),
                    until = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ended_contracts", x => x.id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_visits_uncovered",
                table: "visits",
                columns: new[] { "team_id", "planned_start", "id" },
                filter: "uncovered_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_teams_area_id",
                table: "teams",
                columns: new[] { "area", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_absences_back_on",
                table: "absences",
                column: "back_on");

            migrationBuilder.CreateIndex(
                name: "ix_absences_person_id",
                table: "absences",
                column: "person_id");

            migrationBuilder.CreateIndex(
                name: "ix_ended_contracts_team_id_until",
                table: "ended_contracts",
                columns: new[] { "team_id", "until" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "absences");

            migrationBuilder.DropTable(
                name: "ended_contracts");

            migrationBuilder.DropIndex(
                name: "ix_visits_uncovered",
                table: "visits");

            migrationBuilder.DropIndex(
                name: "ix_teams_area_id",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "uncovered_at",
                table: "visits");

            migrationBuilder.DropColumn(
                name: "area",
                table: "teams");

            migrationBuilder.DropColumn(
                name: "since",
                table: "team_members");
        }
    }
}
