using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.Billing.Data.Migrations
{
    /// <inheritdoc />
    public partial class CarryMessages : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_ledger_entries_claim_line_id_credit_debit",
                table: "ledger_entries");

            migrationBuilder.AddColumn<DateOnly>(
                name: "due_on",
                table: "messages",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "sent_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "settled_at",
                table: "messages",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "answer_due_on",
                table: "claims",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "paid_minor",
                table: "claims",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "sent_at",
                table: "claims",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "paid_minor",
                table: "claim_lines",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.CreateTable(
                name: "adapter_states",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    condition = table.Column<string>(type: "text", nullable: false),
                    why = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_adapter_states", x => x.name);
                });

            migrationBuilder.CreateTable(
                name: "payments",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_id = table.Column<Guid>(type: "uuid", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    paid_on = table.Column<DateOnly>(type: "date", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_payments", x => x.id);
                    table.CheckConstraint("ck_payments_amount", "amount_minor > 0");
                    table.ForeignKey(
                        name: "fk_payments_claims_claim_id",
                        column: x => x.claim_id,
                        principalTable: "claims",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "told_alerts",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_told_alerts", x => new { x.id, x.code });
                });

            migrationBuilder.CreateTable(
                name: "waiting_events",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    @event = table.Column<string>(name: "event", type: "text", nullable: false),
                    payer_id = table.Column<string>(type: "text", nullable: false),
                    adapter = table.Column<string>(type: "text", nullable: false),
                    body = table.Column<string>(type: "text", nullable: false),
                    since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waiting_events", x => new { x.id, x.@event });
                });

            migrationBuilder.CreateIndex(
                name: "ix_messages_due_on",
                table: "messages",
                column: "due_on",
                filter: "sent_at IS NULL AND due_on IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_messages_wrong",
                table: "messages",
                column: "id",
                filter: "state IN ('Refused', 'Contradicting', 'Aside') AND settled_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_claim_line_id_cause_id_credit_debit",
                table: "ledger_entries",
                columns: new[] { "claim_line_id", "cause_id", "credit", "debit" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_claim_line_id_credit_debit",
                table: "ledger_entries",
                columns: new[] { "claim_line_id", "credit", "debit" },
                unique: true,
                filter: "debit <> 'Paid' AND credit <> 'Paid'");

            migrationBuilder.CreateIndex(
                name: "ix_claims_answer_due_on",
                table: "claims",
                column: "answer_due_on",
                filter: "state = 'Sent'");

            migrationBuilder.CreateIndex(
                name: "ix_claims_refused",
                table: "claims",
                column: "id",
                filter: "state = 'Refused'");

            migrationBuilder.CreateIndex(
                name: "ix_payments_claim_id",
                table: "payments",
                column: "claim_id");

            migrationBuilder.CreateIndex(
                name: "ix_waiting_events_adapter",
                table: "waiting_events",
                column: "adapter");

            migrationBuilder.CreateIndex(
                name: "ix_waiting_events_payer_id_since",
                table: "waiting_events",
                columns: new[] { "payer_id", "since" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "adapter_states");

            migrationBuilder.DropTable(
                name: "payments");

            migrationBuilder.DropTable(
                name: "told_alerts");

            migrationBuilder.DropTable(
                name: "waiting_events");

            migrationBuilder.DropIndex(
                name: "ix_messages_due_on",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_messages_wrong",
                table: "messages");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entries_claim_line_id_cause_id_credit_debit",
                table: "ledger_entries");

            migrationBuilder.DropIndex(
                name: "ix_ledger_entries_claim_line_id_credit_debit",
                table: "ledger_entries");

            migrationBuilder.DropIndex(
                name: "ix_claims_answer_due_on",
                table: "claims");

            migrationBuilder.DropIndex(
                name: "ix_claims_refused",
                table: "claims");

            migrationBuilder.DropColumn(
                name: "due_on",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "sent_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "settled_at",
                table: "messages");

            migrationBuilder.DropColumn(
                name: "answer_due_on",
                table: "claims");

            migrationBuilder.DropColumn(
                name: "paid_minor",
                table: "claims");

            migrationBuilder.DropColumn(
                name: "sent_at",
                table: "claims");

            migrationBuilder.DropColumn(
                name: "paid_minor",
                table: "claim_lines");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_claim_line_id_credit_debit",
                table: "ledger_entries",
                columns: new[] { "claim_line_id", "credit", "debit" },
                unique: true);
        }
    }
}
