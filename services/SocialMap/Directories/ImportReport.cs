using Buurtzorg.SocialMap.Data;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>A line of the report.</summary>
internal sealed record Reported(ImportOutcome Outcome, string Kind, Guid? EntryId, string? Place, string? Reason);

/// <summary>What an import did stands in the same transaction as what it did: an import that is killed and goes on reports nothing twice and leaves nothing out.</summary>
internal static class ImportReport
{
    /// <summary>False when somebody else works on this import now; then nothing may be committed.</summary>
    public static async Task<bool> WriteAsync(NpgsqlConnection connection, LeasedImport import, IReadOnlyList<Reported> lines, int unchanged, (string Column, string Value) until, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection);
        var insert = new NpgsqlBatchCommand("INSERT INTO imported_entries (import_id, id, outcome, kind, entry_id, place, reason) SELECT $1, * FROM unnest($2, $3, $4, $5, $6, $7)");
        insert.Parameters.Add(new() { Value = import.Id });
        insert.Parameters.Add(new() { Value = lines.Select(_ => Guid.CreateVersion7()).Order().ToArray() });
        insert.Parameters.Add(Texts(lines.Select(line => line.Outcome.ToString())));
        insert.Parameters.Add(Texts(lines.Select(line => line.Kind)));
        insert.Parameters.Add(new() { Value = lines.Select(line => line.EntryId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        insert.Parameters.Add(Texts(lines.Select(line => line.Place)));
        insert.Parameters.Add(Texts(lines.Select(line => line.Reason)));
        batch.BatchCommands.Add(insert);
        var update = new NpgsqlBatchCommand($"""
            UPDATE imports SET {until.Column} = $3, new = new + $4, changed = changed + $5, gone = gone + $6, refused = refused + $7, unchanged = unchanged + $8
            WHERE id = $1 AND leased_by = $2
            """);
        foreach (object value in (object[])[import.Id, import.LeasedBy, until.Value, Count(ImportOutcome.New), Count(ImportOutcome.Changed), Count(ImportOutcome.Gone), Count(ImportOutcome.Refused), unchanged])
            update.Parameters.Add(new() { Value = value });
        batch.BatchCommands.Add(update);
        await batch.ExecuteNonQueryAsync(ct);
        return update.RecordsAffected == 1;

        int Count(ImportOutcome outcome) => lines.Count(line => line.Outcome == outcome);
    }

    private static NpgsqlParameter Texts(IEnumerable<string?> texts) => new() { Value = texts.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };
}
