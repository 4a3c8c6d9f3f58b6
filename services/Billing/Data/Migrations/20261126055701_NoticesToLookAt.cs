using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.Billing.Data.Migrations
{
    /// <inheritdoc />
    public partial class NoticesToLookAt : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_notices_to_look_at",
                table: "notices",
                column: "id",
                filter: "state IN ('Refused', 'Rejected')");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_notices_to_look_at",
                table: "notices");
        }
    }
}
