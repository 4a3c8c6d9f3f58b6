using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Xunit;

namespace Buurtzorg.EndToEnd.Tests;

/// <summary>
/// Care events under pressure: 200 webhooks, each for one of 50 teams, 20 of them dead and 10 slow, 300 events a second, while service, broker and
/// database are killed. PRESSURE_SECONDS says for how long (60 with ./dev test --long).
/// </summary>
public sealed class PressureTests(RunningPlatform platform, ITestOutputHelper output)
{
    private const int Subscriptions = 200, Teams = 50, Dead = 20, Slow = 10, PerSecond = 300, Versions = 3;
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1), Limit = TimeSpan.FromMinutes(10);
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_living_receiver_has_every_event_of_its_team_in_order_whatever_is_dead_slow_or_killed()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("PRESSURE_SECONDS") ?? "0", CultureInfo.InvariantCulture);
        Assert.SkipWhen(seconds == 0, "Takes minutes: ./dev test --long runs it.");
        var teams = Enumerable.Range(0, Teams).Select(_ => Guid.CreateVersion7()).ToArray();
        var receivers = Enumerable.Range(0, Subscriptions).Select(i => new Receiver(teams[i % Teams], i < Dead ? (i % 2 == 0 ? Manner.Hangs : Manner.Breaks) : i < Dead + Slow ? Manner.Slow : Manner.Prompt)).ToArray();
        await using var server = new StubServer { Handle = context => receivers[int.Parse(context.Request.Path.Value![1..], CultureInfo.InvariantCulture)].HandleAsync(context) };
        using var integrator = await platform.IntegratorAsync();
        var subscriptions = new Guid[Subscriptions];
        for (var i = 0; i < Subscriptions; i++)
            subscriptions[i] = await RunningPlatform.SubscribeAsync(integrator, new Uri(server.Address, $"{i}"), receivers[i].Team);

        var announced = new ConcurrentDictionary<(Guid Visit, long Version), DateTimeOffset>();
        var load = Task.Run(() => AnnounceAsync(teams, seconds, announced), Cancellation);
        foreach (var victim in new[] { "care-events", "rabbitmq", "care-events-2", "postgres" })
        {
            await Task.WhenAny(load, Task.Delay(TimeSpan.FromSeconds(seconds / 6.0), Cancellation));
            output.WriteLine($"{DateTime.UtcNow:HH:mm:ss} kill -9 {victim}");
            platform.Installation.Kill(victim);
            await platform.ReadyAsync();
        }
        await load;
        var ended = Stopwatch.GetTimestamp();

        var living = receivers.Where(receiver => receiver.Manner is Manner.Prompt or Manner.Slow).ToArray();
        var expected = announced.Count / Teams;
        while (living.Any(receiver => receiver.First.Count < expected) && Stopwatch.GetElapsedTime(ended) < Limit)
            await Task.Delay(250, Cancellation);
        var took = Stopwatch.GetElapsedTime(ended);

        var delays = living.SelectMany(receiver => receiver.First.Select(got => got.Value.At - announced[got.Key])).Order().ToArray();
        var lost = living.Sum(receiver => expected - receiver.First.Count);
        output.WriteLine($"{announced.Count} events, {living.Length} living receivers, {delays.Length} deliveries, complete {took.TotalSeconds:0} s after the last event");
        output.WriteLine($"lost {lost}, late (more than {Late.TotalSeconds:0} s) {delays.Count(delay => delay > Late)}, doubled {living.Sum(receiver => receiver.Doubled)}, out of order {living.Sum(receiver => receiver.OutOfOrder)}");
        if (delays.Length > 0)
            output.WriteLine($"delay: median {delays[delays.Length / 2].TotalSeconds:0.0} s, 99th percentile {delays[delays.Length * 99 / 100].TotalSeconds:0.0} s, longest {delays[^1].TotalSeconds:0.0} s");
        foreach (var subscription in subscriptions)
            (await integrator.DeleteAsync($"care-events/v1/subscriptions/{subscription}", Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal((0, 0), (lost, living.Sum(receiver => receiver.OutOfOrder)));
        Assert.All(receivers.Except(living), receiver => Assert.Empty(receiver.First));
    }

    // As scheduling would: into its outbox, a visit and two changes of its time, three events each.
    private async Task AnnounceAsync(Guid[] teams, int seconds, ConcurrentDictionary<(Guid, long), DateTimeOffset> announced)
    {
        await using var database = platform.Database("scheduling");
        var began = Stopwatch.GetTimestamp();
        var total = seconds * PerSecond / (Teams * Versions) * Teams * Versions;
        const int Batch = Teams * Versions / 5;
        var visits = new Guid[Teams];
        for (var sent = 0; sent < total; sent += Batch)
        {
            var rows = Enumerable.Range(sent, Batch).Select(i =>
            {
                var (round, team) = (i / Teams, i % Teams);
                if (round % Versions == 0)
                    visits[team] = Guid.CreateVersion7();
                var (visit, version, start) = (visits[team], round % Versions + 1L, DateTimeOffset.UtcNow.AddDays(7));
                object told = version == 1
                    ? new VisitPlanned(visit, version, visit, teams[team], Guid.Empty, "nursing", start, start.AddMinutes(30))
                    : new VisitMoved(visit, version, visit, teams[team], Guid.Empty, "nursing", start, start.AddMinutes(30));
                return (Id: Guid.CreateVersion7(), Visit: visit, Version: version, Told: told);
            }).ToArray();
            await InsertAsync(database, rows);
            foreach (var row in rows)
                announced[(row.Visit, row.Version)] = DateTimeOffset.UtcNow;
            var due = TimeSpan.FromSeconds((double)(sent + Batch) / PerSecond) - Stopwatch.GetElapsedTime(began);
            if (due > TimeSpan.Zero)
                await Task.Delay(due, Cancellation);
        }
    }

    // Repeated until it stands, once: the database may be killed before or after it has committed.
    private static async Task InsertAsync(NpgsqlDataSource database, (Guid Id, Guid Visit, long Version, object Told)[] rows)
    {
        while (true)
        {
            try
            {
                await using var insert = database.CreateCommand(
                    """
                    INSERT INTO platform.outbox (message_id, name, aggregate_id, aggregate_version, body) SELECT i, n, a, v, b::json FROM unnest($1, $2, $3, $4, $5) AS row (i, n, a, v, b)
                    WHERE NOT EXISTS (SELECT FROM platform.outbox WHERE message_id = ANY($1) AND created_at > now() - interval '1 hour')
                    """);
                insert.Parameters.AddWithValue(rows.Select(row => row.Id).ToArray());
                insert.Parameters.AddWithValue(rows.Select(row => MessageName.Of(row.Told.GetType())).ToArray());
                insert.Parameters.AddWithValue(rows.Select(row => row.Visit).ToArray());
                insert.Parameters.AddWithValue(rows.Select(row => row.Version).ToArray());
                insert.Parameters.AddWithValue(rows.Select(row => JsonSerializer.Serialize(row.Told, row.Told.GetType(), JsonSerializerOptions.Web)).ToArray());
                await insert.ExecuteNonQueryAsync(Cancellation);
                return;
            }
            catch (NpgsqlException)
            {
                await Task.Delay(200, Cancellation);
            }
        }
    }

    private enum Manner { Prompt, Slow, Hangs, Breaks }

    private sealed class Receiver(Guid team, Manner manner)
    {
        private readonly Dictionary<string, long> _lastOfSubject = [];
        private readonly Lock _gate = new();

        public Guid Team => team;
        public Manner Manner => manner;
        public ConcurrentDictionary<(Guid Visit, long Version), (long Sequence, DateTimeOffset At)> First { get; } = new();
        public int Doubled { get; private set; }
        public int OutOfOrder { get; private set; }

        public async Task HandleAsync(HttpContext context)
        {
            var told = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
            var data = told.GetProperty("data");
            if (data.TryGetProperty("challenge", out var challenge))
            {
                await context.Response.WriteAsJsonAsync(new { challenge = challenge.GetString() });
                return;
            }
            switch (manner)
            {
                case Manner.Breaks:
                    context.Abort();
                    return;
                case Manner.Hangs:
                    await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                    return;
                case Manner.Slow:
                    await Task.Delay(200);
                    break;
            }
            Take(data.GetProperty("visitId").GetGuid(), data.GetProperty("version").GetInt64(), long.Parse(told.GetProperty("sequence").GetString()!, CultureInfo.InvariantCulture), told.GetProperty("subject").GetString()!);
            context.Response.StatusCode = StatusCodes.Status204NoContent;
        }

        private void Take(Guid visit, long version, long sequence, string subject)
        {
            lock (_gate)
            {
                if (!First.TryAdd((visit, version), (sequence, DateTimeOffset.UtcNow)))
                {
                    Doubled++;
                    return;
                }
                if (_lastOfSubject.TryGetValue(subject, out var last) && last > sequence)
                    OutOfOrder++;
                _lastOfSubject[subject] = sequence;
            }
        }
    }
}
