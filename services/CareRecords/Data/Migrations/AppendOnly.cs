using Microsoft.EntityFrameworkCore.Migrations;

namespace Buurtzorg.CareRecords.Data.Migrations;

internal static class AppendOnly
{
    public static void Guard(MigrationBuilder migration) => migration.Sql("""
        CREATE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            RAISE EXCEPTION 'The access log is only ever appended to.' USING ERRCODE = 'restrict_violation';
        END $$;
        CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON access_entries
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();
        CREATE TRIGGER append_only BEFORE DELETE OR TRUNCATE ON access_chains
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_rewrite();
        """);

    public static void Unguard(MigrationBuilder migration) => migration.Sql("""
        DROP TRIGGER append_only ON access_chains;
        DROP TRIGGER append_only ON access_entries;
        DROP FUNCTION refuse_to_rewrite();
        """);
}
