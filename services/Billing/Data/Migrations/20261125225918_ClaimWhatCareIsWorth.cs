using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.Billing.Data.Migrations
{
    /// <inheritdoc />
    public partial class ClaimWhatCareIsWorth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_claim_lines_authorisations_authorisation_id",
                table: "claim_lines");

            migrationBuilder.DropForeignKey(
                name: "fk_deliveries_claim_lines_claim_line_id",
                table: "deliveries");

            migrationBuilder.DropForeignKey(
                name: "fk_ledger_entries_claim_lines_claim_line_id",
                table: "ledger_entries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_claim_line_id",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_deliveries_unclaimed",
                table: "deliveries");

            migrationBuilder.DropIndex(
                name: "ix_claims_payer_id_period",
                table: "claims");

            migrationBuilder.DropIndex(
                name: "ix_claim_lines_claim_id_reference",
                table: "claim_lines");

            migrationBuilder.DropIndex(
                name: "ix_claim_lines_one_debit",
                table: "claim_lines");

            migrationBuilder.DropIndex(
                name: "ix_claim_lines_reference",
                table: "claim_lines");

            migrationBuilder.AddColumn<int>(
                name: "unit_size",
                table: "claim_lines",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AddColumn<string>(
                name: "month_before",
                table: "deliveries",
                type: "character varying(7)",
                maxLength: 7,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "planned_minutes",
                table: "deliveries",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "withdrawn",
                table: "deliveries",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "attempt",
                table: "claims",
                type: "integer",
                nullable: false,
                defaultValue: 1);

            migrationBuilder.AlterColumn<string>(
                name: "category",
                table: "claim_lines",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AlterColumn<string>(
                name: "authorisation_number",
                table: "claim_lines",
                type: "text",
                nullable: true,
                oldClrType: typeof(string),
                oldType: "text");

            migrationBuilder.AlterColumn<Guid>(
                name: "authorisation_id",
                table: "claim_lines",
                type: "uuid",
                nullable: true,
                oldClrType: typeof(Guid),
                oldType: "uuid");

            migrationBuilder.AddColumn<Guid>(
                name: "adjusted_line_id",
                table: "claim_lines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "credited_line_id",
                table: "claim_lines",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "payer_id",
                table: "claim_lines",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<decimal>(
                name: "rate_amount",
                table: "claim_lines",
                type: "numeric(12,2)",
                precision: 12,
                scale: 2,
                nullable: false,
                defaultValue: 0m);

            migrationBuilder.AddColumn<string>(
                name: "rate_lengths",
                table: "claim_lines",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "rate_per",
                table: "claim_lines",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "rounding",
                table: "claim_lines",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "side",
                table: "claim_lines",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "unit",
                table: "claim_lines",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<int[]>(
                name: "visit_minutes",
                table: "claim_lines",
                type: "integer[]",
                nullable: false,
                defaultValue: new int[0]);

            migrationBuilder.AddColumn<Guid[]>(
                name: "visits",
                table: "claim_lines",
                type: "uuid[]",
                nullable: false,
                defaultValue: new Guid[0]);

            migrationBuilder.AddColumn<long>(
                name: "volume",
                table: "claim_lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "volume_over_cap",
                table: "claim_lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "open_months",
                columns: table => new
                {
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    marks = table.Column<long>(type: "bigint", nullable: false, defaultValue: 1L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_open_months", x => new { x.client_id, x.month });
                });

            // The previous version records visits while this runs and names these two columns of deliveries; a later migration drops them.
            migrationBuilder.Sql("""
                UPDATE claim_lines SET side = 'Debit', unit = 'Minute', volume = minutes, volume_over_cap = minutes_over_cap, rate_amount = per_hour, rate_per = 'Hour',
                    payer_id = (SELECT payer_id FROM claims WHERE claims.id = claim_lines.claim_id);
                UPDATE claim_lines SET visits = claimed.visits, visit_minutes = claimed.minutes
                FROM (SELECT claim_line_id, array_agg(visit_id ORDER BY delivered_on, visit_id) AS visits, array_agg(minutes ORDER BY delivered_on, visit_id) AS minutes FROM deliveries WHERE claim_line_id IS NOT NULL GROUP BY 1) AS claimed
                WHERE claim_lines.id = claimed.claim_line_id;
                INSERT INTO open_months (client_id, month) SELECT DISTINCT client_id, month FROM deliveries WHERE claim_line_id IS NULL OR minutes_after_claim IS NOT NULL;
                UPDATE deliveries SET planned_minutes = minutes, minutes = coalesce(minutes_after_claim, minutes);
                ALTER TABLE claim_lines DROP COLUMN minutes, DROP COLUMN minutes_over_cap, DROP COLUMN per_hour;
                """);

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_client_id_month",
                table: "deliveries",
                columns: new[] { "client_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_claims_payer_id_period_attempt",
                table: "claims",
                columns: new[] { "payer_id", "period", "attempt" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claim_lines_claim_id_reference",
                table: "claim_lines",
                columns: new[] { "claim_id", "reference" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claim_lines_client_id_month",
                table: "claim_lines",
                columns: new[] { "client_id", "month" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_lines_one_debit",
                table: "claim_lines",
                columns: new[] { "client_id", "month", "payer_id", "authorisation_id", "code", "unit", "rate_amount", "rate_per", "rate_lengths" },
                unique: true,
                filter: "state = 'Claimed' AND side = 'Debit' AND adjusted_line_id IS NULL")
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_claim_lines_rejected",
                table: "claim_lines",
                columns: new[] { "payer_id", "id" },
                filter: "state = 'Rejected'");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Credits, adjustments and claims without an authorisation have no place in the tables before this; restore a backup instead.");
    }
}
