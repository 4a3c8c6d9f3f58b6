using System.Text.Json.Nodes;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Buurtzorg.SocialMap.Hsds;
using Buurtzorg.SocialMap.Search;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.SocialMap.Directories;

/// <summary>Compares what was read with what is here, by a hash of the contents, and changes what differs; then looks for what the source has no more.</summary>
internal sealed class ApplyEntries(NpgsqlDataSource database, InstallTimeZone zone, TimeProvider clock)
{
    private const int AtOnce = 1_000;

    public async Task AllAsync(LeasedImport import, IDirectoryReader reader, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var ahead = await database.OpenConnectionAsync(ct);
        var (kind, after) = import.AppliedUntil?.Split(' ') is [var lastKind, var lastId] ? (Array.IndexOf(EntryKinds.All, lastKind), Guid.Parse(lastId)) : (0, Guid.Empty);
        for (; kind < EntryKinds.All.Length; (kind, after) = (kind + 1, Guid.Empty))
        {
            var next = NextAsync(ahead, import, EntryKinds.All[kind], after, ct);
            try
            {
                while (await next is { Ids.Length: > 0 } told)
                {
                    next = NextAsync(ahead, import, EntryKinds.All[kind], told.Ids[^1], ct); // put together while this is written
                    await ApplyAsync(connection, import, EntryKinds.All[kind], told, ct);
                }
            }
            finally
            {
                await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        await GoneEntries.MarkAsync(connection, import, reader, clock.GetUtcNow(), ct);
        await using var analyze = new NpgsqlCommand("ANALYZE entries, words, service_words, service_facts, service_places, service_hours", connection) { CommandTimeout = 600 };
        await analyze.ExecuteNonQueryAsync(ct);
    }

    private static async Task<Told> NextAsync(NpgsqlConnection connection, LeasedImport import, string kind, Guid after, CancellationToken ct)
    {
        var faults = new List<Fault>();
        var ids = await StagedRows.NextIdsAsync(connection, import.Id, kind, after, AtOnce, ct);
        var entries = ids.Length == 0 ? [] : await new Assembly(connection, import.Id).EntriesAsync(kind, ids, faults, ct);
        return new(ids, [.. entries.Select(entry => new ToldEntry(entry.Id, entry.Place, entry.Document, Documents.Hash(entry.Document)))], faults);
    }

    private async Task ApplyAsync(NpgsqlConnection connection, LeasedImport import, string kind, Told told, CancellationToken ct)
    {
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var here = await HereAsync(connection, kind, told.Ids, ct);

        var lines = new List<Reported>();
        var (differing, same) = (new List<ToldEntry>(), new List<Guid>());
        foreach (var entry in told.Entries)
        {
            if (!here.TryGetValue(entry.Id, out var present))
                lines.Add(new(ImportOutcome.New, kind, entry.Id, entry.Place, Note(entry)));
            else if (present.Source != import.Source)
                lines.Add(new(ImportOutcome.Refused, kind, entry.Id, entry.Place, present.Source is null ? "A team keeps an entry with this id." : $"The directory {present.Source} has an entry with this id."));
            else if (present.IsGone || !present.Hash.SequenceEqual(entry.Hash))
                lines.Add(new(ImportOutcome.Changed, kind, entry.Id, entry.Place, Note(entry)));
            else
                same.Add(entry.Id);
            if (lines.LastOrDefault() is { Outcome: ImportOutcome.New or ImportOutcome.Changed } line && line.EntryId == entry.Id)
                differing.Add(entry);
        }
        lines.AddRange(told.Faults.Select(DirectoryImport.Refused));

        await SeeAsync(connection, import, kind, same, ct);
        await KeepAsync(connection, import, kind, differing, ct);
        if (!await ImportReport.WriteAsync(connection, import, lines, same.Count, ("applied_until", $"{kind} {told.Ids[^1]}"), ct))
            throw new OperationCanceledException("Somebody else works on this import now.");
        await transaction.CommitAsync(ct);
    }

    private sealed record Told(Guid[] Ids, List<ToldEntry> Entries, List<Fault> Faults);

    private sealed record ToldEntry(Guid Id, string Place, JsonObject Document, byte[] Hash);

    /// <summary>Taken over, with something that its owner may want to mend.</summary>
    private static string? Note(ToldEntry entry) =>
        Documents.Places(entry.Document).Any(place => place.Latitude is null) && entry.Document.List("service_at_locations").Any(place => place["location"] is JsonObject location && location["latitude"] is not null)
            ? "Taken over; a location has coordinates that lie nowhere on earth, so it is not found by distance." : null;

    private static async Task<Dictionary<Guid, (string? Source, byte[] Hash, bool IsGone)>> HereAsync(NpgsqlConnection connection, string kind, Guid[] ids, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand("SELECT id, source, hash, gone_since IS NOT NULL FROM entries WHERE kind = $1 AND id = ANY ($2) FOR UPDATE", connection) { Parameters = { new() { Value = kind }, new() { Value = ids } } };
        var here = new Dictionary<Guid, (string?, byte[], bool)>();
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            here[reader.GetGuid(0)] = (reader.IsDBNull(1) ? null : reader.GetString(1), reader.GetFieldValue<byte[]>(2), reader.GetBoolean(3));
        return here;
    }

    private static async Task SeeAsync(NpgsqlConnection connection, LeasedImport import, string kind, List<Guid> ids, CancellationToken ct)
    {
        if (ids.Count == 0)
            return;
        await using var see = new NpgsqlCommand("UPDATE entries SET seen_in = $1 WHERE kind = $2 AND id = ANY ($3)", connection) { Parameters = { new() { Value = import.Id }, new() { Value = kind }, new() { Value = ids.ToArray() } } };
        await see.ExecuteNonQueryAsync(ct);
    }

    private async Task KeepAsync(NpgsqlConnection connection, LeasedImport import, string kind, List<ToldEntry> entries, CancellationToken ct)
    {
        if (entries.Count == 0)
            return;
        var (today, isService) = (zone.Today(clock), kind == EntryKinds.Service);
        await using var keep = new NpgsqlCommand("""
            INSERT INTO entries AS here (kind, id, source, name, document, hash, version, status, minimum_age, maximum_age, assured_on, fresh_on, seen_in, gone_since, changed_at)
            SELECT $1, t.id, $2, t.name, t.document::jsonb, t.hash, 1, t.status, t.minimum_age, t.maximum_age, t.assured_on,
                coalesce(greatest(t.assured_on, (SELECT max("on") FROM remarks r WHERE r.service_id = t.id AND r.kind = 'WentThere')), DATE '1900-01-01'), $3, NULL, $4
            FROM unnest($5, $6, $7, $8, $9, $10, $11, $12) AS t (id, name, document, hash, status, minimum_age, maximum_age, assured_on)
            ON CONFLICT (kind, id) DO UPDATE SET name = excluded.name, document = excluded.document, hash = excluded.hash, version = here.version + 1, status = excluded.status,
                minimum_age = excluded.minimum_age, maximum_age = excluded.maximum_age, assured_on = excluded.assured_on, fresh_on = excluded.fresh_on,
                seen_in = excluded.seen_in, gone_since = NULL, changed_at = excluded.changed_at
            RETURNING id, fresh_on
            """, connection);
        keep.Parameters.Add(new() { Value = kind });
        keep.Parameters.Add(new() { Value = import.Source });
        keep.Parameters.Add(new() { Value = import.Id });
        keep.Parameters.Add(new() { Value = clock.GetUtcNow() });
        void Add<T>(Func<ToldEntry, T> value, NpgsqlDbType type) => keep.Parameters.Add(new() { Value = entries.Select(value).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type });
        Add(entry => entry.Id, NpgsqlDbType.Uuid);
        Add(entry => entry.Document.Text("name") ?? "", NpgsqlDbType.Text);
        Add(entry => entry.Document.ToJsonString(), NpgsqlDbType.Text);
        Add(entry => entry.Hash, NpgsqlDbType.Bytea);
        Add(entry => entry.Document.Text("status"), NpgsqlDbType.Text);
        Add(entry => entry.Document.Age("minimum_age"), NpgsqlDbType.Smallint);
        Add(entry => entry.Document.Age("maximum_age"), NpgsqlDbType.Smallint);
        Add(entry => isService ? Documents.AssuredOn(entry.Document, today) : null, NpgsqlDbType.Date);
        var fresh = new Dictionary<Guid, DateOnly>();
        await using (var reader = await keep.ExecuteReaderAsync(ct))
            while (await reader.ReadAsync(ct))
                fresh[reader.GetGuid(0)] = reader.GetFieldValue<DateOnly>(1);
        if (isService)
            await SearchIndex.WriteAsync(connection, [.. entries.Select(entry => new IndexedService(entry.Id, entry.Document, fresh[entry.Id]))], ct);
    }
}
