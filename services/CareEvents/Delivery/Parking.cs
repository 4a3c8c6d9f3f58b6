using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Log;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>An event to try again.</summary>
internal sealed record Parked(long Sequence, Guid Lane, int Failures, DateTimeOffset? RefusedAt, Guid? EventId, byte[]? Body);

/// <summary>Events that their receiver refused, and those behind them in the same lane. Other lanes go on.</summary>
internal sealed class Parking(NpgsqlDataSource database, Turns turns, TimeProvider clock)
{
    /// <summary>With more the receiver has a problem of its own.</summary>
    public const int Most = 1000;

    /// <summary>The lanes that wait, and how many events in all.</summary>
    public Task<(HashSet<Guid> Lanes, int Events)> LanesAsync(Turn turn, CancellationToken ct) => turns.InsideAsync(async () =>
    {
        await using var select = database.CreateCommand("SELECT lane, count(*) FROM parked_events WHERE subscription_id = $1 GROUP BY lane");
        select.Parameters.AddWithValue(turn.Id);
        await using var reader = await select.ExecuteReaderAsync(ct);
        HashSet<Guid> lanes = [];
        var events = 0L;
        while (await reader.ReadAsync(ct))
        {
            lanes.Add(reader.GetGuid(0));
            events += reader.GetInt64(1);
        }
        return (lanes, (int)events);
    }, ct);

    /// <summary>Those whose time has come.</summary>
    public Task<List<Parked>> DueAsync(Turn turn, CancellationToken ct) => turns.InsideAsync(async () =>
    {
        await using var select = database.CreateCommand("SELECT p.sequence, p.lane, p.failures, p.refused_at, e.id, e.body FROM parked_events p LEFT JOIN events e ON e.sequence = p.sequence WHERE p.subscription_id = $1 AND p.retry_at <= $2 ORDER BY p.sequence LIMIT 20");
        select.Parameters.AddWithValue(turn.Id);
        select.Parameters.AddWithValue(clock.GetUtcNow());
        await using var reader = await select.ExecuteReaderAsync(ct);
        List<Parked> due = [];
        while (await reader.ReadAsync(ct))
            due.Add(new(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt32(2), reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3), reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.IsDBNull(5) ? null : reader.GetFieldValue<byte[]>(5)));
        return due;
    }, ct);

    public Task ParkAsync(Turn turn, IReadOnlyList<(Event Event, bool Refused)> events, CancellationToken ct) => turns.InsideAsync(async () =>
    {
        var now = clock.GetUtcNow();
        await using var insert = database.CreateCommand(
            """
            INSERT INTO parked_events (subscription_id, sequence, lane, failures, refused_at, retry_at)
            SELECT $1, s, l, CASE WHEN r THEN 1 ELSE 0 END, CASE WHEN r THEN $5 END, CASE WHEN r THEN $6 END FROM unnest($2, $3, $4) AS row (s, l, r) ON CONFLICT DO NOTHING
            """);
        insert.Parameters.AddWithValue(turn.Id);
        insert.Parameters.AddWithValue(events.Select(one => one.Event.Sequence).ToArray());
        insert.Parameters.AddWithValue(events.Select(one => one.Event.Lane).ToArray());
        insert.Parameters.AddWithValue(events.Select(one => one.Refused).ToArray());
        insert.Parameters.AddWithValue(now);
        insert.Parameters.AddWithValue(now + BackOff.After(1, null, Random.Shared.NextDouble()));
        return await insert.ExecuteNonQueryAsync(ct);
    }, ct);

    /// <summary>It is delivered, given up or no longer told: the next in its lane has its turn.</summary>
    public Task LeaveAsync(Turn turn, Parked parked, CancellationToken ct) => turns.InsideAsync(async () =>
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new("DELETE FROM parked_events WHERE subscription_id = $1 AND sequence = $2") { Parameters = { new() { Value = turn.Id }, new() { Value = parked.Sequence } } });
        batch.BatchCommands.Add(new(
            """
            UPDATE parked_events SET retry_at = $3 WHERE subscription_id = $1
                AND sequence = (SELECT min(sequence) FROM parked_events WHERE subscription_id = $1 AND lane = $2)
            """)
        { Parameters = { new() { Value = turn.Id }, new() { Value = parked.Lane }, new() { Value = clock.GetUtcNow() } } });
        return await batch.ExecuteNonQueryAsync(ct);
    }, ct);

    public Task RefusedAgainAsync(Turn turn, Parked parked, TimeSpan? asked, CancellationToken ct) => turns.InsideAsync(async () =>
    {
        var now = clock.GetUtcNow();
        await using var update = database.CreateCommand("UPDATE parked_events SET failures = $3, refused_at = coalesce(refused_at, $4), retry_at = $5 WHERE subscription_id = $1 AND sequence = $2");
        update.Parameters.AddWithValue(turn.Id);
        update.Parameters.AddWithValue(parked.Sequence);
        update.Parameters.AddWithValue(parked.Failures + 1);
        update.Parameters.Add(new() { Value = now, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        update.Parameters.AddWithValue(now + BackOff.After(parked.Failures + 1, asked, Random.Shared.NextDouble()));
        return await update.ExecuteNonQueryAsync(ct);
    }, ct);
}
