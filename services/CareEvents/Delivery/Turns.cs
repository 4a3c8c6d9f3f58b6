using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>One subscription in the hands of this replica, with what it may hear at this moment.</summary>
internal sealed record Turn(Guid Id, long Run, DeliveryWay Way, string? Url, byte[] SealedSecret, byte[]? SealedOldSecret, long Cursor, int Failures, DateTimeOffset? FailingSince,
    bool HasParked, int Refill, long First, Audience Audience);

/// <summary>An attempt that goes into the delivery log.</summary>
internal sealed record Tried(DateTimeOffset At, long? Sequence, string Outcome, int? Status, TimeSpan Took);

/// <summary>What a turn came to.</summary>
internal sealed class Result
{
    public required long Cursor { get; set; }
    public int Failures { get; set; }
    public DateTimeOffset? FailingSince { get; set; }
    public DateTimeOffset? RetryAt { get; set; }
    public string? DisableBecause { get; set; }
    public bool More { get; set; }
    public List<Tried> Tried { get; } = [];
}

/// <summary>
/// Hands subscriptions to replicas, one replica at a time, by a lease: a cursor per subscription, and no row per event and subscription. Short
/// statements through a narrow door, so that many receivers at once do not take the connections of those who ask.
/// </summary>
internal sealed class Turns(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>After this a turn takes nothing new.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Lease = Longest + TimeSpan.FromSeconds(30);
    private readonly SemaphoreSlim _door = new(8);

    /// <summary>Null when another replica has it, or there is nothing to do for it now.</summary>
    public Task<Turn?> TakeAsync(Guid id, CancellationToken ct) => InsideAsync(async () =>
    {
        await using var take = database.CreateCommand(
            """
            UPDATE subscriptions s SET leased_until = clock_timestamp() + $3 FROM integrators i
            WHERE s.id = $1 AND i.client_id = s.client_id AND s.state = 'Active' AND s.leased_until < clock_timestamp() AND (s.retry_at IS NULL OR s.retry_at <= $2)
            RETURNING s.run, s.way, s.url, s.sealed_secret, CASE WHEN s.old_secret_until > $2 THEN s.sealed_old_secret END, s.cursor, s.failures, s.failing_since, s.parked_until IS NOT NULL, s.refill,
                s.scopes, s.types, s.teams, s.areas, i.whole_install, i.areas, i.teams, i.scopes, coalesce((SELECT min(sequence) FROM events), (SELECT sequence + 1 FROM log_head))
            """);
        take.Parameters.AddWithValue(id);
        take.Parameters.AddWithValue(clock.GetUtcNow());
        take.Parameters.AddWithValue(Lease);
        await using var row = await take.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct))
            return null;
        var allowed = new Integrator { ClientId = "", WholeInstall = row.GetBoolean(14), Areas = [.. row.GetFieldValue<string[]>(15)], Teams = [.. row.GetFieldValue<Guid[]>(16)], Scopes = [.. row.GetFieldValue<string[]>(17)] };
        return new Turn(id, row.GetInt64(0), Enum.Parse<DeliveryWay>(row.GetString(1)), row.IsDBNull(2) ? null : row.GetString(2), row.GetFieldValue<byte[]>(3), row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
            row.GetInt64(5), row.GetInt32(6), row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7), row.GetBoolean(8), row.GetInt32(9), row.GetInt64(18),
            Audience.Of(allowed, row.GetFieldValue<string[]>(10), row.GetFieldValue<string[]>(11), row.GetFieldValue<Guid[]>(12), row.GetFieldValue<string[]>(13)));
    }, ct);

    /// <summary>Writes down how far it came and gives it back. A cursor only moves on, and not for who began before a replay.</summary>
    public Task SaveAsync(Turn turn, Result result, CancellationToken ct) => InsideAsync(async () =>
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(new(
            """
            UPDATE subscriptions SET leased_until = 'epoch',
                cursor = CASE WHEN run = $2 THEN greatest(cursor, $3) ELSE cursor END,
                failures = $4, failing_since = $5, retry_at = $6,
                parked_until = (SELECT min(retry_at) FROM parked_events WHERE subscription_id = $1),
                state = CASE WHEN $7 IS NOT NULL AND state = 'Active' THEN 'Disabled' ELSE state END,
                disabled_because = CASE WHEN $7 IS NOT NULL AND state = 'Active' THEN $7 ELSE disabled_because END
            WHERE id = $1
            """)
        {
            Parameters =
            {
                new() { Value = turn.Id }, new() { Value = turn.Run }, new() { Value = result.Cursor }, new() { Value = result.Failures },
                Null(result.FailingSince, NpgsqlDbType.TimestampTz), Null(result.RetryAt, NpgsqlDbType.TimestampTz), Null(result.DisableBecause, NpgsqlDbType.Text),
            },
        });
        if (result.Tried.Count > 0)
            batch.BatchCommands.Add(Log(turn.Id, result.Tried));
        await batch.ExecuteNonQueryAsync(ct);
        return true;
    }, ct);

    /// <summary>Puts attempts into the delivery log of a subscription.</summary>
    public static NpgsqlBatchCommand Log(Guid subscriptionId, List<Tried> tried) => new(
        """
        INSERT INTO attempts (subscription_id, id, at, sequence, outcome, status, milliseconds)
        SELECT $1, i, a, s, o, t, m FROM unnest($2, $3, $4, $5, $6, $7) AS row (i, a, s, o, t, m) WHERE EXISTS (SELECT FROM subscriptions WHERE id = $1)
        """)
    {
        Parameters =
        {
            new() { Value = subscriptionId },
            new() { Value = tried.Select(one => Guid.CreateVersion7(one.At)).ToArray() },
            new() { Value = tried.Select(one => one.At).ToArray() },
            new() { Value = tried.Select(one => one.Sequence).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint },
            new() { Value = tried.Select(one => one.Outcome).ToArray() },
            new() { Value = tried.Select(one => one.Status).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Integer },
            new() { Value = tried.Select(one => (int)one.Took.TotalMilliseconds).ToArray() },
        },
    };

    public async Task<T> InsideAsync<T>(Func<Task<T>> work, CancellationToken ct)
    {
        await _door.WaitAsync(ct);
        try
        {
            return await work();
        }
        finally
        {
            _door.Release();
        }
    }

    private static NpgsqlParameter Null(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
