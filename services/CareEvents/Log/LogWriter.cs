using System.Diagnostics;
using System.Text.Json;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Platform;
using Npgsql;
using NpgsqlTypes;

namespace Buurtzorg.CareEvents.Log;

/// <summary>
/// The one writer of the log: one replica leads by a lease with an expiry. It holds the row of the log's head while it writes a batch, so numbers
/// have no gap and nobody sees a later one before an earlier one, also while two replicas believe that they lead.
/// </summary>
internal sealed partial class LogWriter(NpgsqlDataSource database, CloudEvents cloudEvents, LogSignal signal, IServiceProvider services, ILogger<LogWriter> log) : BackgroundService
{
    private const int BatchSize = 1000;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(5), Idle = TimeSpan.FromMilliseconds(100), Follow = TimeSpan.FromSeconds(1);
    private readonly Guid _me = Guid.NewGuid();
    private long _renewed;

    /// <summary>Whether this replica wrote last.</summary>
    public bool Leads { get; private set; }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await services.SchemaReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            var pause = Follow;
            try
            {
                var written = await WriteBatchAsync(stoppingToken);
                Leads = written is not null;
                pause = written switch { null => Follow, 0 => Idle, _ => TimeSpan.Zero };
                if (written > 0)
                    signal.Grown();
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Leads = false;
                LogPause(exception.GetType().Name);
            }
            await Task.Delay(pause, stoppingToken);
        }
    }

    /// <summary>Null when another replica leads; otherwise how many events got their place.</summary>
    internal async Task<int?> WriteBatchAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (!await AnyWaitingAsync(connection, ct))
            return Leads && Stopwatch.GetElapsedTime(_renewed) < Lease / 3 || await TakeAsync(connection, ct) is not null ? 0 : null;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await TakeAsync(connection, ct) is not { } head)
            return null;
        var batch = await ReadAsync(connection, ct);
        var placed = Placing.Decide(batch, await VersionsAsync(connection, batch, ct), await ClientsAsync(connection, batch, ct), DateTimeOffset.UtcNow);
        var added = await AppendAsync(connection, head, placed.Log, ct);
        await LeaveAsync(connection, [.. placed.Log, .. placed.LeaveOut], ct);
        await transaction.CommitAsync(ct);
        return added;
    }

    private static async Task<bool> AnyWaitingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var any = new NpgsqlCommand("SELECT EXISTS (SELECT FROM incoming)", connection);
        return (bool)(await any.ExecuteScalarAsync(ct))!;
    }

    // The row stays locked until the end of the transaction around it.
    private async Task<long?> TakeAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var take = new NpgsqlCommand(
            """
            UPDATE log_head SET holder = $1, expires_at = clock_timestamp() + $2
            WHERE holder = $1 OR expires_at < clock_timestamp() RETURNING sequence
            """, connection)
        { Parameters = { new() { Value = _me }, new() { Value = Lease } } };
        var head = (long?)await take.ExecuteScalarAsync(ct);
        _renewed = Stopwatch.GetTimestamp();
        return head;
    }

    private static async Task<List<Waiting>> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand($"SELECT id, type, subject_id, version, client_id, team_id, data::text, trace_parent, trace_state, received_at FROM incoming ORDER BY id LIMIT {BatchSize}", connection);
        await using var reader = await select.ExecuteReaderAsync(ct);
        List<Waiting> rows = [];
        while (await reader.ReadAsync(ct))
            rows.Add(new(reader.GetInt64(0), reader.GetString(1), reader.GetGuid(2), reader.GetInt64(3), reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.IsDBNull(5) ? null : reader.GetGuid(5),
                reader.GetString(6), reader.IsDBNull(7) ? null : reader.GetString(7), reader.IsDBNull(8) ? null : reader.GetString(8), reader.GetFieldValue<DateTimeOffset>(9)));
        return rows;
    }

    private static async Task<Dictionary<(string, Guid), long>> VersionsAsync(NpgsqlConnection connection, List<Waiting> batch, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand("SELECT stream, id, version FROM stream_positions WHERE id = ANY($1)", connection)
        { Parameters = { new() { Value = batch.Select(waiting => waiting.SubjectId).Distinct().ToArray() } } };
        await using var reader = await select.ExecuteReaderAsync(ct);
        Dictionary<(string, Guid), long> versions = [];
        while (await reader.ReadAsync(ct))
            versions[(reader.GetString(0), reader.GetGuid(1))] = reader.GetInt64(2);
        return versions;
    }

    private static async Task<Dictionary<Guid, Client>> ClientsAsync(NpgsqlConnection connection, List<Waiting> batch, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand("SELECT id, team_id, shares FROM clients WHERE id = ANY($1)", connection)
        { Parameters = { new() { Value = batch.Where(waiting => waiting.ClientId is not null).Select(waiting => waiting.ClientId!.Value).Distinct().ToArray() } } };
        await using var reader = await select.ExecuteReaderAsync(ct);
        Dictionary<Guid, Client> clients = [];
        while (await reader.ReadAsync(ct))
            clients[reader.GetGuid(0)] = new(reader.GetGuid(1), reader.GetBoolean(2));
        return clients;
    }

    private async Task<int> AppendAsync(NpgsqlConnection connection, long head, IReadOnlyList<Waiting> events, CancellationToken ct)
    {
        var ids = events.Select(waiting => CloudEvents.IdOf(waiting.Type, waiting.SubjectId, waiting.Version)).ToArray();
        var known = await KnownAsync(connection, ids, ct);
        var now = DateTimeOffset.UtcNow;
        List<LoggedRow> rows = [];
        for (var i = 0; i < events.Count; i++)
            if (known.Add(ids[i])) // what was told before has its place
                rows.Add(Row(events[i], ids[i], head + rows.Count + 1, now));
        if (rows.Count == 0)
            return 0;
        await using var insert = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new("INSERT INTO events (sequence, logged_at, id, type, subject_id, client_id, team_id, body) SELECT s, $2, i, t, u, c, m, b FROM unnest($1, $3, $4, $5, $6, $7, $8) AS row (s, i, t, u, c, m, b)")
                {
                    Parameters =
                    {
                        new() { Value = rows.Select(row => row.Sequence).ToArray() }, new() { Value = now },
                        new() { Value = rows.Select(row => row.Id).ToArray() }, new() { Value = rows.Select(row => row.Event.Type).ToArray() },
                        new() { Value = rows.Select(row => row.Event.SubjectId).ToArray() },
                        new() { Value = rows.Select(row => row.Event.ClientId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                        new() { Value = rows.Select(row => row.Event.TeamId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
                        new() { Value = rows.Select(row => row.Body).ToArray() },
                    },
                },
                new("UPDATE log_head SET sequence = $1") { Parameters = { new() { Value = rows[^1].Sequence } } },
                new("""
                    INSERT INTO stream_positions (stream, id, version, at) SELECT s, i, max(v), $4 FROM unnest($1, $2, $3) AS row (s, i, v) GROUP BY s, i
                    ON CONFLICT (stream, id) DO UPDATE SET version = greatest(stream_positions.version, excluded.version), at = excluded.at
                    """)
                {
                    Parameters =
                    {
                        new() { Value = rows.Select(row => row.Event.Stream).ToArray() }, new() { Value = rows.Select(row => row.Event.SubjectId).ToArray() },
                        new() { Value = rows.Select(row => row.Event.Version).ToArray() }, new() { Value = now },
                    },
                },
            },
        };
        await insert.ExecuteNonQueryAsync(ct);
        return rows.Count;
    }

    private LoggedRow Row(Waiting waiting, Guid id, long sequence, DateTimeOffset now)
    {
        using var data = JsonDocument.Parse(waiting.Data);
        var told = new Told(Catalogue.Find(waiting.Type)!, waiting.SubjectId, waiting.Version, WithTeam(data.RootElement, waiting), waiting.TraceParent, waiting.TraceState);
        return new(sequence, id, waiting, cloudEvents.Write(told, id, sequence, now));
    }

    private static JsonElement WithTeam(JsonElement data, Waiting waiting)
    {
        if (waiting.TeamId is not { } team || data.TryGetProperty("teamId", out _))
            return data;
        var facts = data.EnumerateObject().ToDictionary(fact => fact.Name, fact => (object)fact.Value);
        facts["teamId"] = team;
        return JsonSerializer.SerializeToElement(facts);
    }

    private static async Task<HashSet<Guid>> KnownAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken ct)
    {
        await using var select = new NpgsqlCommand("SELECT id FROM events WHERE id = ANY($1)", connection) { Parameters = { new() { Value = ids } } };
        await using var reader = await select.ExecuteReaderAsync(ct);
        HashSet<Guid> known = [];
        while (await reader.ReadAsync(ct))
            known.Add(reader.GetGuid(0));
        return known;
    }

    private static async Task LeaveAsync(NpgsqlConnection connection, IEnumerable<Waiting> done, CancellationToken ct)
    {
        await using var delete = new NpgsqlCommand("DELETE FROM incoming WHERE id = ANY($1)", connection) { Parameters = { new() { Value = done.Select(waiting => waiting.Id).ToArray() } } };
        await delete.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "The writer of the log pauses: {Reason}")]
    private partial void LogPause(string reason);

    private sealed record LoggedRow(long Sequence, Guid Id, Waiting Event, byte[] Body);
}
