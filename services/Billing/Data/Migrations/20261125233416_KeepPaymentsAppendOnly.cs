using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.Billing.Data.Migrations
{
    /// <inheritdoc />
    public partial class KeepPaymentsAppendOnly : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("CREATE TRIGGER payments_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payments FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();");
            migrationBuilder.Sql("UPDATE claims SET state = 'Refused' WHERE state = 'Closed' AND faults <> '[]';");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("UPDATE claims SET state = 'Closed' WHERE state = 'Refused';");
            migrationBuilder.Sql("DROP TRIGGER payments_append_only ON payments;");
        }
    }
}
