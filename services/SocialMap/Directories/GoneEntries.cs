using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Search;
using Npgsql;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>
/// What the source had and has no more. It stays here, marked, for those who were linked to it. Nothing goes when the source listed no service at
/// all; what was refused this time is still there; and an API is asked for each missing service by its address, in case its pages shifted while they were read.
/// </summary>
internal static class GoneEntries
{
    private const int AtOnce = 500;

    public static async Task MarkAsync(NpgsqlConnection connection, LeasedImport import, IDirectoryReader reader, DateTimeOffset now, CancellationToken ct)
    {
        await using (var whole = new NpgsqlCommand("SELECT was_whole FROM imports WHERE id = $1", connection) { Parameters = { new() { Value = import.Id } } })
            if (await whole.ExecuteScalarAsync(ct) is not true)
                return;
        foreach (var kind in EntryKinds.All)
            for (var after = Guid.Empty; await MissingAsync(connection, import, kind, after, ct) is { Length: > 0 } missing; after = missing[^1])
            {
                var gone = new List<Guid>();
                foreach (var id in missing)
                    if (kind != EntryKinds.Service || !await reader.HasAsync(id, ct))
                        gone.Add(id);
                await using var transaction = await connection.BeginTransactionAsync(ct);
                await using var mark = new NpgsqlCommand("UPDATE entries SET gone_since = $1, changed_at = $1, version = version + 1 WHERE kind = $2 AND id = ANY ($3)", connection)
                {
                    Parameters = { new() { Value = now }, new() { Value = kind }, new() { Value = gone.ToArray() } },
                };
                await mark.ExecuteNonQueryAsync(ct);
                if (kind == EntryKinds.Service)
                    await SearchIndex.RemoveAsync(connection, [.. gone], ct);
                if (!await ImportReport.WriteAsync(connection, import, [.. gone.Select(id => new Reported(ImportOutcome.Gone, kind, id, null, null))], 0, ("applied_until", $"{EntryKinds.Service} {Guid.AllBitsSet}"), ct))
                    throw new OperationCanceledException("Somebody else works on this import now.");
                await transaction.CommitAsync(ct);
            }
    }

    private static async Task<Guid[]> MissingAsync(NpgsqlConnection connection, LeasedImport import, string kind, Guid after, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand("""
            SELECT id FROM entries e
            WHERE source = $1 AND kind = $2 AND id > $3 AND seen_in <> $4 AND gone_since IS NULL
              AND NOT EXISTS (SELECT FROM imported_entries r WHERE r.import_id = $4 AND r.outcome = 'Refused' AND r.kind = $2 AND r.entry_id = e.id)
            ORDER BY id LIMIT $5
            """, connection)
        {
            Parameters = { new() { Value = import.Source }, new() { Value = kind }, new() { Value = after }, new() { Value = import.Id }, new() { Value = AtOnce } },
        };
        var ids = new List<Guid>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            ids.Add(reader.GetGuid(0));
        return [.. ids];
    }
}
