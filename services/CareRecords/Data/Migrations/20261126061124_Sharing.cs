using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.CareRecords.Data.Migrations
{
    /// <inheritdoc />
    public partial class Sharing : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "access_version",
                table: "clients",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "shares",
                table: "clients",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<long>(
                name: "sharing_version",
                table: "clients",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "access_version",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "shares",
                table: "clients");

            migrationBuilder.DropColumn(
                name: "sharing_version",
                table: "clients");
        }
    }
}
