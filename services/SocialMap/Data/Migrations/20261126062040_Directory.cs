using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Buurtzorg.SocialMap.Data.Migrations
{
    /// <inheritdoc />
    public partial class Directory : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterDatabase()
                .Annotation("Npgsql:PostgresExtension:btree_gist", ",,")
                .Annotation("Npgsql:PostgresExtension:pg_trgm", ",,");

            migrationBuilder.CreateTable(
                name: "activity_links",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    client_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_id = table.Column<Guid>(type: "uuid", nullable: false),
                    linked_on = table.Column<DateOnly>(type: "date", nullable: false),
                    linked_by = table.Column<Guid>(type: "uuid", nullable: false),
                    agreed_on = table.Column<DateOnly>(type: "date", nullable: false),
                    agreed_by = table.Column<string>(type: "text", nullable: false),
                    may_learn = table.Column<string>(type: "text", nullable: false),
                    sealed_words = table.Column<byte[]>(type: "bytea", nullable: false),
                    ended_on = table.Column<DateOnly>(type: "date", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_activity_links", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "clients",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_clients", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "entries",
                columns: table => new
                {
                    kind = table.Column<string>(type: "text", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "text", nullable: true),
                    team_id = table.Column<Guid>(type: "uuid", nullable: true),
                    name = table.Column<string>(type: "text", nullable: false),
                    document = table.Column<string>(type: "jsonb", nullable: false),
                    hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: true),
                    minimum_age = table.Column<short>(type: "smallint", nullable: true),
                    maximum_age = table.Column<short>(type: "smallint", nullable: true),
                    assured_on = table.Column<DateOnly>(type: "date", nullable: true),
                    fresh_on = table.Column<DateOnly>(type: "date", nullable: false),
                    seen_in = table.Column<Guid>(type: "uuid", nullable: true),
                    gone_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    changed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_entries", x => new { x.kind, x.id });
                });

            migrationBuilder.CreateTable(
                name: "imported_entries",
                columns: table => new
                {
                    import_id = table.Column<Guid>(type: "uuid", nullable: false),
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    entry_id = table.Column<Guid>(type: "uuid", nullable: true),
                    place = table.Column<string>(type: "text", nullable: true),
                    reason = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imported_entries", x => new { x.import_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "imports",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    source = table.Column<string>(type: "text", nullable: false),
                    from = table.Column<string>(type: "text", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    lease_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    leased_by = table.Column<Guid>(type: "uuid", nullable: true),
                    read_until = table.Column<string>(type: "text", nullable: true),
                    applied_until = table.Column<string>(type: "text", nullable: true),
                    was_whole = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    @new = table.Column<int>(name: "new", type: "integer", nullable: false),
                    changed = table.Column<int>(type: "integer", nullable: false),
                    unchanged = table.Column<int>(type: "integer", nullable: false),
                    gone = table.Column<int>(type: "integer", nullable: false),
                    refused = table.Column<int>(type: "integer", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_imports", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "remarks",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    service_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    field = table.Column<string>(type: "text", nullable: true),
                    text = table.Column<string>(type: "text", nullable: true),
                    on = table.Column<DateOnly>(type: "date", nullable: false),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_remarks", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "team_members",
                columns: table => new
                {
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    person_id = table.Column<Guid>(type: "uuid", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false),
                    is_member = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_team_members", x => new { x.team_id, x.person_id });
                });

            migrationBuilder.CreateTable(
                name: "follow_ups",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    link_id = table.Column<Guid>(type: "uuid", nullable: false),
                    team_id = table.Column<Guid>(type: "uuid", nullable: false),
                    weeks = table.Column<int>(type: "integer", nullable: false),
                    due_on = table.Column<DateOnly>(type: "date", nullable: false),
                    outcome = table.Column<string>(type: "text", nullable: true),
                    sealed_how_it_went = table.Column<byte[]>(type: "bytea", nullable: true),
                    talked_by = table.Column<Guid>(type: "uuid", nullable: true),
                    talked_on = table.Column<DateOnly>(type: "date", nullable: true),
                    is_open = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_follow_ups", x => x.id);
                    table.ForeignKey(
                        name: "fk_follow_ups_activity_links_link_id",
                        column: x => x.link_id,
                        principalTable: "activity_links",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_activity_links_client_id_id",
                table: "activity_links",
                columns: new[] { "client_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_activity_links_going_on",
                table: "activity_links",
                columns: new[] { "client_id", "service_id" },
                unique: true,
                filter: "ended_on IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_entries_present",
                table: "entries",
                columns: new[] { "kind", "id" },
                filter: "gone_since IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_entries_source_kind_seen_in",
                table: "entries",
                columns: new[] { "source", "kind", "seen_in" });

            migrationBuilder.CreateIndex(
                name: "ix_entries_team_id_kind_id",
                table: "entries",
                columns: new[] { "team_id", "kind", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_link_id_weeks",
                table: "follow_ups",
                columns: new[] { "link_id", "weeks" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_follow_ups_open",
                table: "follow_ups",
                columns: new[] { "team_id", "due_on", "id" },
                filter: "is_open");

            migrationBuilder.CreateIndex(
                name: "ix_imported_entries_import_id_outcome_id",
                table: "imported_entries",
                columns: new[] { "import_id", "outcome", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_imports_under_way",
                table: "imports",
                column: "source",
                unique: true,
                filter: "finished_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_remarks_service_id_id",
                table: "remarks",
                columns: new[] { "service_id", "id" });

            // The index of the search, what an import has read, and the postcodes: only SQL speaks to them.
            migrationBuilder.Sql(
                """
                CREATE TABLE words (
                    id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                    word text COLLATE "C" NOT NULL UNIQUE,
                    stems text[] NOT NULL,
                    says_nothing boolean NOT NULL);
                CREATE INDEX ix_words_stems ON words USING gin (stems);
                CREATE INDEX ix_words_nearest ON words USING gin (word gin_trgm_ops);

                -- Each word of each service, once for each of its places: read in the order of freshness by one index, from near to far by the other.
                CREATE TABLE service_words (
                    service_id uuid NOT NULL,
                    word_id int NOT NULL,
                    place smallint NOT NULL,
                    fresh_on date NOT NULL,
                    position point,
                    PRIMARY KEY (service_id, word_id, place));
                CREATE INDEX ix_service_words_fresh ON service_words (word_id, fresh_on DESC, service_id DESC) WHERE place = 0;
                CREATE INDEX ix_service_words_near ON service_words USING gist (word_id, position) WHERE position IS NOT NULL;
                ALTER TABLE service_words ALTER COLUMN word_id SET STATISTICS 1000;

                CREATE TABLE service_places (
                    service_id uuid NOT NULL,
                    number smallint NOT NULL,
                    id uuid NOT NULL,
                    position point,
                    PRIMARY KEY (service_id, number));
                CREATE INDEX ix_service_places_id ON service_places (id);
                CREATE INDEX ix_service_places_near ON service_places USING gist (position) WHERE position IS NOT NULL;

                CREATE TABLE service_hours (
                    service_id uuid NOT NULL,
                    day smallint NOT NULL,
                    opens smallint NOT NULL,
                    closes smallint NOT NULL,
                    valid_from date,
                    valid_to date);
                CREATE INDEX ix_service_hours_day ON service_hours (service_id, day);

                CREATE TABLE import_rows (
                    import_id uuid NOT NULL,
                    number bigint GENERATED ALWAYS AS IDENTITY,
                    kind text NOT NULL,
                    id uuid NOT NULL,
                    owner uuid,
                    place text NOT NULL,
                    is_top boolean NOT NULL,
                    body json NOT NULL);
                CREATE INDEX ix_import_rows_kind ON import_rows (import_id, kind, id) WHERE owner IS NULL;
                CREATE INDEX ix_import_rows_owner ON import_rows (import_id, owner) WHERE owner IS NOT NULL;

                CREATE TABLE postcodes (postcode text COLLATE "C" PRIMARY KEY, latitude float8 NOT NULL, longitude float8 NOT NULL);
                CREATE TABLE postcode_file (hash bytea NOT NULL);
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TABLE words, service_words, service_places, service_hours, import_rows, postcodes, postcode_file");

            migrationBuilder.DropTable(
                name: "clients");

            migrationBuilder.DropTable(
                name: "entries");

            migrationBuilder.DropTable(
                name: "follow_ups");

            migrationBuilder.DropTable(
                name: "imported_entries");

            migrationBuilder.DropTable(
                name: "imports");

            migrationBuilder.DropTable(
                name: "remarks");

            migrationBuilder.DropTable(
                name: "team_members");

            migrationBuilder.DropTable(
                name: "activity_links");
        }
    }
}
