using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Platform;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Buurtzorg.CareEvents.Delivery;

/// <summary>Keeps the log to its retention and the delivery logs short, in the replica that writes the log; and looks how subscriptions do.</summary>
internal sealed partial class Housekeeping(NpgsqlDataSource database, LogWriter writer, IOptions<CloudEventsSettings> settings, IServiceProvider services, ILogger<Housekeeping> log) : BackgroundService
{
    private const int AttemptsKept = 1000, Batch = 5000;
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await services.SchemaReadyAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (writer.Leads)
                    await KeepAsync(stoppingToken);
                else
                    Measures.Seen([]); // the other replica tells
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogPause(exception.GetType().Name);
            }
            await Task.Delay(Round, stoppingToken);
        }
    }

    internal async Task KeepAsync(CancellationToken ct)
    {
        var oldest = DateTimeOffset.UtcNow.AddDays(-settings.Value.RetentionDays);
        while (await RunAsync("DELETE FROM events WHERE sequence IN (SELECT sequence FROM events WHERE logged_at < $1 ORDER BY sequence LIMIT $2)", ct, oldest, Batch) == Batch)
        {
            // a batch at a time, so that nobody waits
        }
        await RunAsync("DELETE FROM stream_positions WHERE at < $1", ct, oldest);
        await RunAsync("DELETE FROM parked_events WHERE sequence < (SELECT min(sequence) FROM events)", ct);
        await RunAsync(
            """
            DELETE FROM attempts USING subscriptions, LATERAL (SELECT id FROM attempts kept WHERE kept.subscription_id = subscriptions.id ORDER BY id DESC OFFSET $1 LIMIT 1) cut
            WHERE attempts.subscription_id = subscriptions.id AND attempts.id <= cut.id
            """, ct, AttemptsKept);
        await LookAsync(ct);
    }

    private async Task LookAsync(CancellationToken ct)
    {
        await using var select = database.CreateCommand(
            """
            SELECT CASE WHEN s.state = 'Active' AND s.failing_since IS NOT NULL THEN $1 ELSE lower(s.state) END, count(*),
                   coalesce(max(CASE WHEN s.state = 'Active' THEN extract(epoch FROM now() - (SELECT logged_at FROM events WHERE sequence > s.cursor ORDER BY sequence LIMIT 1)) END), 0)::float8
            FROM subscriptions s
            GROUP BY 1
            """);
        select.Parameters.AddWithValue(Measures.Waiting);
        await using var reader = await select.ExecuteReaderAsync(ct);
        var found = Enum.GetNames<SubscriptionState>().Select(state => state.ToLowerInvariant()).Append(Measures.Waiting).ToDictionary(state => state, state => new Standing(state, 0, 0));
        while (await reader.ReadAsync(ct))
            found[reader.GetString(0)] = new(reader.GetString(0), reader.GetInt64(1), reader.GetDouble(2));
        Measures.Seen([.. found.Values]);
    }

    private async Task<int> RunAsync(string sql, CancellationToken ct, params object[] parameters)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.AddWithValue(parameter);
        return await command.ExecuteNonQueryAsync(ct);
    }

    [LoggerMessage(LogLevel.Warning, "Housekeeping pauses: {Reason}")]
    private partial void LogPause(string reason);
}
