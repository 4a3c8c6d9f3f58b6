using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.CareRecords.Data.Migrations
{
    /// <inheritdoc />
    public partial class LinkedActivities : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "linked_activities",
                columns: table => new
                {
                    link_id = table.Column<Guid>(type: "uuid", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    service_id = table.Column<Guid>(type: "uuid", nullable: true),
                    linked_on = table.Column<DateOnly>(type: "date", nullable: true),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_linked_activities", x => x.link_id);
                });

            migrationBuilder.CreateIndex(
                name: "ix_linked_activities_client_id_link_id",
                table: "linked_activities",
                columns: new[] { "client_id", "link_id" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "linked_activities");
        }
    }
}
