using System.Diagnostics.Metrics;
using RabbitMQ.Client;

namespace Buurtzorg.Platform;

/// <summary>
/// Publishes the outbox: one replica leads by a lease with an expiry. Batches go out with pipelined confirms, and only what was confirmed is marked, so
/// a crash publishes again and never loses. Should two replicas lead for a moment, messages go twice and the inbox absorbs it.
/// </summary>
internal sealed partial class OutboxRelay(NpgsqlDataSource database, BrokerConnection broker, OutboxSignal signal, SchemaGate schema,
    IOptions<DatabaseSettings> settings, ILogger<OutboxRelay> log) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1), Lease = TimeSpan.FromSeconds(5), House = TimeSpan.FromHours(1), Look = TimeSpan.FromSeconds(5);
    private static readonly Counter<long> Published = Telemetry.Meter.CreateCounter<long>("buurtzorg.outbox.published", "{message}", "Messages that the broker confirmed.");

    private readonly Guid _me = Guid.NewGuid();
    private readonly HashSet<string> _exchanges = [];
    private (long Unpublished, double OldestSeconds) _backlog;
    private IChannel? _channel;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Telemetry.Meter.CreateObservableGauge("buurtzorg.outbox.unpublished", () => _backlog.Unpublished, "{message}", "Rows of the outbox that are not published yet, seen by the relay's leader.");
        Telemetry.Meter.CreateObservableGauge("buurtzorg.outbox.oldest_age", () => _backlog.OldestSeconds, "s", "Age of the oldest of them.");
        await schema.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await TakeLeaseAsync(stoppingToken))
                {
                    await LeadAsync(stoppingToken);
                }
                else
                {
                    _backlog = default; // another replica tells it now
                    await Task.Delay(Sweep, stoppingToken);
                }
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogPause(exception.GetType().Name);
                await Task.Delay(Sweep, stoppingToken);
            }
            finally
            {
                signal.Leads = false;
                await CloseChannelAsync();
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await using var release = database.CreateCommand("UPDATE platform.relay_lease SET expires_at = '-infinity' WHERE holder = $1");
            release.Parameters.AddWithValue(_me);
            await release.ExecuteNonQueryAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is NpgsqlException or ObjectDisposedException or OperationCanceledException)
        {
            // it expires by itself; a host that is stopped twice has released it the first time
        }
    }

    private async Task LeadAsync(CancellationToken cancellation)
    {
        using var term = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var listening = ListenAsync(term.Token);
        signal.Leads = true;
        long renewed = Stopwatch.GetTimestamp(), looked = 0, kept = renewed;
        try
        {
            while (true)
            {
                if (Stopwatch.GetElapsedTime(renewed) > Lease / 3)
                {
                    if (!await TakeLeaseAsync(cancellation))
                        return;
                    renewed = Stopwatch.GetTimestamp();
                }
                if (Stopwatch.GetElapsedTime(looked) > Look)
                {
                    await LookAsync(cancellation);
                    looked = Stopwatch.GetTimestamp();
                }
                if (Stopwatch.GetElapsedTime(kept) > House)
                {
                    await using var keepHouse = database.CreateCommand("SELECT platform.keep_house()");
                    await keepHouse.ExecuteNonQueryAsync(cancellation);
                    kept = Stopwatch.GetTimestamp();
                }
                if (await PublishBatchAsync(cancellation) < BatchSize)
                    await signal.WaitAsync(Sweep, cancellation);
            }
        }
        finally
        {
            await term.CancelAsync();
            await listening;
        }
    }

    /// <summary>One batch: read, publish, wait for the confirms, mark. Returns how many it published.</summary>
    internal async Task<int> PublishBatchAsync(CancellationToken cancellation)
    {
        var batch = await ReadAsync(cancellation);
        if (batch.Count == 0)
            return 0;
        var channel = await OpenChannelAsync(batch, cancellation);
        var confirms = new Task[batch.Count];
        for (var i = 0; i < batch.Count; i++)
            confirms[i] = PublishAsync(channel, batch[i], cancellation);
        await Task.WhenAll(confirms);
        await using var mark = database.CreateCommand("UPDATE platform.outbox SET published_at = now() WHERE id = ANY($1) AND created_at BETWEEN $2 AND $3");
        mark.Parameters.AddWithValue(batch.Select(row => row.Id).ToArray());
        mark.Parameters.AddWithValue(batch.Min(row => row.CreatedAt));
        mark.Parameters.AddWithValue(batch.Max(row => row.CreatedAt));
        await mark.ExecuteNonQueryAsync(cancellation);
        Published.Add(batch.Count);
        return batch.Count;
    }

    private async Task<List<Row>> ReadAsync(CancellationToken cancellation)
    {
        await using var select = database.CreateCommand($"SELECT id, message_id, name, body, trace_parent, trace_state, created_at FROM platform.outbox WHERE published_at IS NULL ORDER BY id LIMIT {BatchSize}");
        await using var reader = await select.ExecuteReaderAsync(cancellation);
        List<Row> rows = [];
        while (await reader.ReadAsync(cancellation))
            rows.Add(new(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetFieldValue<byte[]>(3), reader.IsDBNull(4) ? null : reader.GetString(4), reader.IsDBNull(5) ? null : reader.GetString(5), reader.GetDateTime(6)));
        return rows;
    }

    private async Task<IChannel> OpenChannelAsync(List<Row> batch, CancellationToken cancellation)
    {
        if (_channel is not { IsOpen: true })
        {
            var connection = await broker.OpenAsync(cancellation);
            _channel = await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null), cancellation);
            _exchanges.Clear();
        }
        foreach (var name in batch.Select(row => row.Name).Where(_exchanges.Add))
            await _channel.ExchangeDeclareAsync(name, ExchangeType.Fanout, durable: true, autoDelete: false, cancellationToken: cancellation);
        return _channel;
    }

    private static async Task PublishAsync(IChannel channel, Row row, CancellationToken cancellation)
    {
        ActivityContext.TryParse(row.TraceParent, row.TraceState, isRemote: true, out var cause);
        using var span = Telemetry.Source.StartActivity($"publish {row.Name}", ActivityKind.Producer, cause, startTime: row.CreatedAt);
        span?.SetTag("messaging.system", "rabbitmq").SetTag("messaging.operation.name", "publish").SetTag("messaging.destination.name", row.Name).SetTag("messaging.message.id", row.MessageId);
        var properties = MessageProperties.Of(row.MessageId, row.Name, row.CreatedAt, span?.Id ?? row.TraceParent, row.TraceState);
        await channel.BasicPublishAsync(row.Name, "", mandatory: false, properties, row.Body, cancellation);
    }

    private async Task<bool> TakeLeaseAsync(CancellationToken cancellation)
    {
        await using var take = database.CreateCommand("UPDATE platform.relay_lease SET holder = $1, expires_at = now() + $2 WHERE holder = $1 OR expires_at < now()");
        take.Parameters.AddWithValue(_me);
        take.Parameters.AddWithValue(Lease);
        return await take.ExecuteNonQueryAsync(cancellation) == 1;
    }

    private async Task LookAsync(CancellationToken cancellation)
    {
        await using var look = database.CreateCommand("SELECT count(*), coalesce(extract(epoch FROM now() - min(created_at)), 0)::float8 FROM platform.outbox WHERE published_at IS NULL");
        await using var reader = await look.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        _backlog = (reader.GetInt64(0), reader.GetDouble(1));
    }

    // What other replicas commit is heard here; while the connection is lost the sweep finds it.
    private async Task ListenAsync(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                // The name tells in pg_stat_activity which process leads.
                await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(settings.Value.ListenConnectionString ?? settings.Value.ConnectionString) { ApplicationName = $"{signal.Service} relay {Environment.ProcessId}", Pooling = false }.ConnectionString);
                await connection.OpenAsync(cancellation);
                connection.Notification += (_, _) => signal.Notified();
                await using (var listen = new NpgsqlCommand($"LISTEN {signal.Topic}", connection))
                    await listen.ExecuteNonQueryAsync(cancellation);
                while (true)
                    await connection.WaitAsync(cancellation);
            }
            catch (NpgsqlException)
            {
                await Task.Delay(Sweep, cancellation).ContinueWith(_ => { }, TaskScheduler.Default);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task CloseChannelAsync()
    {
        if (_channel is not null)
            await _channel.DisposeAsync();
        _channel = null;
    }

    [LoggerMessage(LogLevel.Warning, "The relay of the outbox pauses: {Reason}")]
    private partial void LogPause(string reason);

    private sealed record Row(long Id, Guid MessageId, string Name, byte[] Body, string? TraceParent, string? TraceState, DateTime CreatedAt);
}
