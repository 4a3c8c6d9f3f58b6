using Buurtzorg.CareEvents.Domain;
using Npgsql;

namespace Buurtzorg.CareEvents.Log;

/// <summary>An event as it leaves the log.</summary>
/// <param name="Lane">What keeps its order: the client, or the subject of an event without one.</param>
internal sealed record Event(long Sequence, Guid Id, string Type, Guid Lane, byte[] Body);

/// <summary>What was found, and up to where it was looked.</summary>
internal sealed record Stretch(IReadOnlyList<Event> Events, long Upto, long Head);

/// <summary>Reads the log for somebody. It looks at a bounded stretch, so a page costs the same however long the log is and however little they hear.</summary>
internal sealed class PublicLog(NpgsqlDataSource database)
{
    private const int Window = 10_000;

    public async Task<Stretch> ReadAsync(Audience audience, long after, int limit, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var select = new NpgsqlCommand(
            """
            SELECT event.sequence, event.id, event.type, coalesce(event.client_id, event.subject_id), event.body, log_head.sequence
            FROM log_head LEFT JOIN LATERAL (
                SELECT events.* FROM events LEFT JOIN teams ON teams.id = events.team_id
                WHERE events.sequence > $1 AND events.sequence <= least($1 + $10, log_head.sequence) AND events.type = ANY($2)
                    AND ($3 OR events.team_id = ANY($4) OR teams.area = ANY($5))
                    AND (NOT $6 OR events.team_id = ANY($7) OR teams.area = ANY($8))
                    AND (events.team_id IS NOT NULL OR ($3 AND NOT $6))
                ORDER BY events.sequence LIMIT $9
            ) event ON true
            ORDER BY event.sequence
            """, connection)
        {
            Parameters =
            {
                new() { Value = after }, new() { Value = audience.Types }, new() { Value = audience.WholeInstall }, new() { Value = audience.Teams },
                new() { Value = audience.Areas }, new() { Value = audience.Narrowed }, new() { Value = audience.WantedTeams }, new() { Value = audience.WantedAreas },
                new() { Value = limit }, new() { Value = (long)Window },
            },
        };
        await using var reader = await select.ExecuteReaderAsync(ct);
        List<Event> events = [];
        var head = 0L;
        while (await reader.ReadAsync(ct))
        {
            head = reader.GetInt64(5);
            if (!reader.IsDBNull(0))
                events.Add(new(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetGuid(3), reader.GetFieldValue<byte[]>(4)));
        }
        return new(events, events.Count == limit ? events[^1].Sequence : Math.Max(after, Math.Min(after + Window, head)), head);
    }

    /// <summary>The oldest number that is kept, one after the head when nothing is.</summary>
    public async Task<long> FirstAsync(CancellationToken ct)
    {
        await using var first = database.CreateCommand("SELECT coalesce((SELECT min(sequence) FROM events), (SELECT sequence + 1 FROM log_head))");
        return (long)(await first.ExecuteScalarAsync(ct))!;
    }

    public async Task<long> HeadAsync(CancellationToken ct)
    {
        await using var head = database.CreateCommand("SELECT sequence FROM log_head");
        return (long)(await head.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The last number before an instant, so that reading after it begins with what was logged then or later.</summary>
    public async Task<long> BeforeAsync(DateTimeOffset instant, CancellationToken ct)
    {
        await using var find = database.CreateCommand("SELECT coalesce((SELECT sequence - 1 FROM events WHERE logged_at >= $1 ORDER BY logged_at, sequence LIMIT 1), (SELECT sequence FROM log_head))");
        find.Parameters.AddWithValue(instant.ToUniversalTime());
        return (long)(await find.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Those of the numbers whose events still may be told: a client may have refused to share since they were read.</summary>
    public async Task<HashSet<long>> StillToldAsync(IReadOnlyCollection<long> sequences, CancellationToken ct)
    {
        await using var select = database.CreateCommand("SELECT sequence FROM events WHERE sequence = ANY($1) AND body IS NOT NULL");
        select.Parameters.AddWithValue(sequences.ToArray());
        await using var reader = await select.ExecuteReaderAsync(ct);
        HashSet<long> told = [];
        while (await reader.ReadAsync(ct))
            told.Add(reader.GetInt64(0));
        return told;
    }
}
