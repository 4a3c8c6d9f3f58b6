using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.Billing.Data.Migrations
{
    /// <inheritdoc />
    public partial class CreateBilling : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateSequence<int>(
                name: "claim_numbers");

            migrationBuilder.CreateSequence<int>(
                name: "return_references");

            migrationBuilder.CreateTable(
                name: "authorisations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer_id = table.Column<string>(type: "text", nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    identifier_hash = table.Column<string>(type: "text", nullable: false),
                    category = table.Column<string>(type: "text", nullable: true),
                    code = table.Column<string>(type: "text", nullable: true),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: true),
                    volume_amount = table.Column<long>(type: "bigint", nullable: true),
                    volume_unit = table.Column<string>(type: "text", nullable: true),
                    volume_per = table.Column<string>(type: "text", nullable: true),
                    budget_minor = table.Column<long>(type: "bigint", nullable: true),
                    withdrawn = table.Column<bool>(type: "boolean", nullable: false),
                    decided_at = table.Column<DateTime>(type: "timestamp without time zone", nullable: false),
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_authorisations", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "claims",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer_id = table.Column<string>(type: "text", nullable: false),
                    period = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    number = table.Column<string>(type: "text", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false),
                    total_minor = table.Column<long>(type: "bigint", nullable: false),
                    granted_minor = table.Column<long>(type: "bigint", nullable: false),
                    issued_on = table.Column<DateOnly>(type: "date", nullable: false),
                    closed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    rendered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    answered_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    document_id = table.Column<Guid>(type: "uuid", nullable: true),
                    faults = table.Column<string>(type: "jsonb", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claims", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "clients",
                columns: table => new
                {
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    identifier_hash = table.Column<string>(type: "text", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clients", x => x.client_id);
                });

            migrationBuilder.CreateTable(
                name: "message_subjects",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    identifier_hash = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_message_subjects", x => new { x.message_id, x.identifier_hash });
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer_id = table.Column<string>(type: "text", nullable: false),
                    direction = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    type = table.Column<string>(type: "text", nullable: true),
                    payer_reference = table.Column<string>(type: "text", nullable: true),
                    return_reference = table.Column<string>(type: "text", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    media_type = table.Column<string>(type: "text", nullable: false),
                    sha256 = table.Column<byte[]>(type: "bytea", nullable: false),
                    size = table.Column<int>(type: "integer", nullable: false),
                    recorded_on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    faults = table.Column<string>(type: "jsonb", nullable: false),
                    return_message_id = table.Column<Guid>(type: "uuid", nullable: true),
                    claim_id = table.Column<Guid>(type: "uuid", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "waiting_accesses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    identifier_hash = table.Column<string>(type: "text", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_waiting_accesses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "claim_lines",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_id = table.Column<Guid>(type: "uuid", nullable: false),
                    reference = table.Column<string>(type: "text", nullable: false),
                    answer_reference = table.Column<string>(type: "text", nullable: true),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    authorisation_id = table.Column<Guid>(type: "uuid", nullable: false),
                    authorisation_number = table.Column<string>(type: "text", nullable: false),
                    category = table.Column<string>(type: "text", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    until = table.Column<DateOnly>(type: "date", nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    minutes_over_cap = table.Column<int>(type: "integer", nullable: false),
                    per_hour = table.Column<decimal>(type: "numeric", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    state = table.Column<string>(type: "text", nullable: false),
                    granted_minor = table.Column<long>(type: "bigint", nullable: true),
                    answered_by = table.Column<Guid>(type: "uuid", nullable: true),
                    codes = table.Column<string>(type: "jsonb", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_claim_lines", x => x.id);
                    table.ForeignKey(
                        name: "fk_claim_lines_authorisations_authorisation_id",
                        column: x => x.authorisation_id,
                        principalTable: "authorisations",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_claim_lines_claims_claim_id",
                        column: x => x.claim_id,
                        principalTable: "claims",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "stored_contents",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    encrypted = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_stored_contents", x => x.message_id);
                    table.ForeignKey(
                        name: "fk_stored_contents_messages_message_id",
                        column: x => x.message_id,
                        principalTable: "messages",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "deliveries",
                columns: table => new
                {
                    visit_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    delivered_on = table.Column<DateOnly>(type: "date", nullable: false),
                    month = table.Column<string>(type: "character varying(7)", maxLength: 7, nullable: false),
                    minutes = table.Column<int>(type: "integer", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    claim_line_id = table.Column<Guid>(type: "uuid", nullable: true),
                    minutes_after_claim = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_deliveries", x => x.visit_id);
                    table.ForeignKey(
                        name: "fk_deliveries_claim_lines_claim_line_id",
                        column: x => x.claim_line_id,
                        principalTable: "claim_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "ledger_entries",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    payer_id = table.Column<string>(type: "text", nullable: false),
                    claim_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    cause_id = table.Column<Guid>(type: "uuid", nullable: false),
                    credit = table.Column<string>(type: "text", nullable: false),
                    debit = table.Column<string>(type: "text", nullable: false),
                    currency = table.Column<string>(type: "text", nullable: false),
                    minor_units = table.Column<long>(type: "bigint", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ledger_entries", x => x.id);
                    table.CheckConstraint("ck_ledger_entries_moves", "minor_units > 0 AND credit <> debit");
                    table.ForeignKey(
                        name: "fk_ledger_entries_claim_lines_claim_line_id",
                        column: x => x.claim_line_id,
                        principalTable: "claim_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "line_answers",
                columns: table => new
                {
                    message_id = table.Column<Guid>(type: "uuid", nullable: false),
                    claim_line_id = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    amount_minor = table.Column<long>(type: "bigint", nullable: false),
                    effect = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_line_answers", x => new { x.message_id, x.claim_line_id });
                    table.ForeignKey(
                        name: "fk_line_answers_claim_lines_claim_line_id",
                        column: x => x.claim_line_id,
                        principalTable: "claim_lines",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_authorisations_identifier_hash",
                table: "authorisations",
                column: "identifier_hash");

            migrationBuilder.CreateIndex(
                name: "ix_authorisations_payer_id_id",
                table: "authorisations",
                columns: new[] { "payer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_authorisations_payer_id_number",
                table: "authorisations",
                columns: new[] { "payer_id", "number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claim_lines_claim_id_reference",
                table: "claim_lines",
                columns: new[] { "claim_id", "reference" });

            migrationBuilder.CreateIndex(
                name: "ix_claim_lines_one_debit",
                table: "claim_lines",
                columns: new[] { "authorisation_id", "client_id", "code", "month" },
                unique: true,
                filter: "state <> 'Rejected'");

            migrationBuilder.CreateIndex(
                name: "ix_claim_lines_reference",
                table: "claim_lines",
                column: "reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claims_number",
                table: "claims",
                column: "number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_claims_payer_id_id",
                table: "claims",
                columns: new[] { "payer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_claims_payer_id_period",
                table: "claims",
                columns: new[] { "payer_id", "period" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_clients_identifier_hash",
                table: "clients",
                column: "identifier_hash");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_claim_line_id",
                table: "deliveries",
                column: "claim_line_id");

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_client_id_visit_id",
                table: "deliveries",
                columns: new[] { "client_id", "visit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_month_visit_id",
                table: "deliveries",
                columns: new[] { "month", "visit_id" });

            migrationBuilder.CreateIndex(
                name: "ix_deliveries_unclaimed",
                table: "deliveries",
                columns: new[] { "client_id", "delivered_on" },
                filter: "claim_line_id IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_claim_line_id_credit_debit",
                table: "ledger_entries",
                columns: new[] { "claim_line_id", "credit", "debit" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_ledger_entries_payer_id",
                table: "ledger_entries",
                column: "payer_id");

            migrationBuilder.CreateIndex(
                name: "ix_line_answers_claim_line_id",
                table: "line_answers",
                column: "claim_line_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_claim_id",
                table: "messages",
                column: "claim_id");

            migrationBuilder.CreateIndex(
                name: "ix_messages_payer_id_id",
                table: "messages",
                columns: new[] { "payer_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_messages_payer_id_sha256",
                table: "messages",
                columns: new[] { "payer_id", "sha256" },
                unique: true,
                filter: "direction = 'Received'");

            migrationBuilder.CreateIndex(
                name: "ix_messages_payer_id_type_payer_reference",
                table: "messages",
                columns: new[] { "payer_id", "type", "payer_reference" });

            migrationBuilder.CreateIndex(
                name: "ix_waiting_accesses_identifier_hash",
                table: "waiting_accesses",
                column: "identifier_hash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "clients");

            migrationBuilder.DropTable(
                name: "deliveries");

            migrationBuilder.DropTable(
                name: "ledger_entries");

            migrationBuilder.DropTable(
                name: "line_answers");

            migrationBuilder.DropTable(
                name: "message_subjects");

            migrationBuilder.DropTable(
                name: "stored_contents");

            migrationBuilder.DropTable(
                name: "waiting_accesses");

            migrationBuilder.DropTable(
                name: "claim_lines");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "authorisations");

            migrationBuilder.DropTable(
                name: "claims");

            migrationBuilder.DropSequence(
                name: "claim_numbers");

            migrationBuilder.DropSequence(
                name: "return_references");
        }
    }
}
