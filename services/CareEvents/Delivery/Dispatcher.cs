using System.Collections.Concurrent;
using System.Diagnostics;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Platform;
using Npgsql;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>
/// Finds out for whom there is something, and runs a task for each: as many at once as there are subscriptions, so that one slow receiver occupies
/// its own task and nobody else's. Every replica does the same; the lease of a subscription decides who delivers.
/// </summary>
internal sealed partial class Dispatcher(NpgsqlDataSource database, PublicLog log, LogSignal signal, Turns turns, WebhookTurn webhooks, AmqpTurn amqp, IServiceProvider services, TimeProvider clock, ILogger<Dispatcher> logger) : BackgroundService
{
    private const int MostNews = 2000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(200), Due = TimeSpan.FromSeconds(1), Sweep = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<Guid, Running> _running = new();
    private CancellationToken _stopping;
    private long _seen, _lookedForDue, _swept;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await services.SchemaReadyAsync(stoppingToken);
        _stopping = stoppingToken;
        while (!stoppingToken.IsCancellationRequested)
        {
            var grown = signal.Waiter();
            try
            {
                foreach (var id in await FindAsync(stoppingToken))
                    Wake(id);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogPause(exception.GetType().Name);
            }
            await grown(Tick, stoppingToken);
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAny(Task.WhenAll(_running.Values.Select(running => running.Task ?? Task.CompletedTask)), Task.Delay(TimeSpan.FromSeconds(5), CancellationToken.None));
    }

    /// <summary>Has a subscription looked at now, in this replica.</summary>
    public void Wake(Guid id)
    {
        var running = _running.GetOrAdd(id, _ => new Running());
        lock (running)
        {
            running.Again = true;
            running.Task ??= Task.Run(() => RunAsync(id, running, _stopping), CancellationToken.None);
        }
    }

    private async Task<HashSet<Guid>> FindAsync(CancellationToken ct)
    {
        var head = await log.HeadAsync(ct);
        HashSet<Guid> found = [];
        if (head > _seen && head - _seen <= MostNews)
            await AddAsync(found,
                """
                SELECT DISTINCT s.id FROM events e LEFT JOIN teams t ON t.id = e.team_id JOIN subscriptions s ON s.state = 'Active'
                    AND (s.types = '{}' OR e.type = ANY(s.types) OR e.type = 'clients.sharing-changed.v1')
                    AND (s.teams = '{}' AND s.areas = '{}' OR e.team_id = ANY(s.teams) OR t.area = ANY(s.areas))
                WHERE e.sequence > $1 AND e.sequence <= $2
                """, ct, _seen, head);
        if (Stopwatch.GetElapsedTime(_lookedForDue) > Due)
        {
            await AddAsync(found, "SELECT id FROM subscriptions WHERE state = 'Active' AND (retry_at <= $1 OR parked_until <= $1 OR refill > 0)", ct, clock.GetUtcNow());
            _lookedForDue = Stopwatch.GetTimestamp();
        }
        if (head - _seen > MostNews || Stopwatch.GetElapsedTime(_swept) > Sweep)
        {
            await AddAsync(found, "SELECT id FROM subscriptions WHERE state = 'Active' AND cursor < $1", ct, head);
            _swept = Stopwatch.GetTimestamp();
        }
        _seen = head;
        return found;
    }

    private async Task AddAsync(HashSet<Guid> found, string query, CancellationToken ct, params object[] parameters)
    {
        await using var select = database.CreateCommand(query);
        foreach (var parameter in parameters)
            select.Parameters.AddWithValue(parameter);
        await using var reader = await select.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            found.Add(reader.GetGuid(0));
    }

    private async Task RunAsync(Guid id, Running running, CancellationToken ct)
    {
        while (true)
        {
            lock (running)
            {
                if (!running.Again || ct.IsCancellationRequested)
                {
                    running.Task = null;
                    return;
                }
                running.Again = false;
            }
            try
            {
                while (!ct.IsCancellationRequested && await TurnAsync(id, ct))
                {
                    // there is more
                }
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !ct.IsCancellationRequested)
            {
                LogFailed(exception, id); // the lease ends by itself, and the sweep finds it again
                await Task.Delay(Due, CancellationToken.None);
            }
            catch (OperationCanceledException)
            {
                // the replica stops
            }
        }
    }

    private async Task<bool> TurnAsync(Guid id, CancellationToken ct)
    {
        if (await turns.TakeAsync(id, ct) is not { } turn)
            return false;
        var result = new Result { Cursor = turn.Cursor, Failures = turn.Failures, FailingSince = turn.FailingSince };
        try
        {
            if (turn.First > turn.Cursor + 1)
                result.DisableBecause = "behind-retention"; // its owner says by a replay from where on
            else if (turn.Way is DeliveryWay.Webhook)
                await webhooks.RunAsync(turn, result, ct);
            else
                await amqp.RunAsync(turn, result, ct);
        }
        catch (NpgsqlException exception)
        {
            LogPause(exception.GetType().Name);
            result.RetryAt = clock.GetUtcNow() + Due;
        }
        await SaveAsync(turn, result, ct);
        return result is { More: true, DisableBecause: null };
    }

    // What was delivered is not forgotten because the database is away for a moment.
    private async Task SaveAsync(Turn turn, Result result, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await turns.SaveAsync(turn, result, CancellationToken.None);
                return;
            }
            catch (NpgsqlException) when (!ct.IsCancellationRequested)
            {
                await Task.Delay(Due, CancellationToken.None);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "Looking for work pauses: {Reason}")]
    private partial void LogPause(string reason);

    [LoggerMessage(LogLevel.Warning, "A turn of subscription {Id} failed")]
    private partial void LogFailed(Exception exception, Guid id);

    private sealed class Running
    {
        public bool Again { get; set; }
        public Task? Task { get; set; }
    }
}
