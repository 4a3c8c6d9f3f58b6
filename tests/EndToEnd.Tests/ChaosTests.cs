using System.Collections.Concurrent;
using System.Globalization;
using Buurtzorg.Local.Demo;
using Xunit;

namespace Buurtzorg.EndToEnd.Tests;

/// <summary>
/// Nurses complete visits without pause while processes are killed at random moments; afterwards the tables of who published and who reacts agree.
/// CHAOS_KILLS says how often each part is killed (3; 20 with ./dev test --long), CHAOS_SEED repeats a run.
/// </summary>
public sealed class ChaosTests(RunningPlatform platform, ITestOutputHelper output)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_acknowledged_is_never_lost_and_never_counts_twice_whatever_is_killed()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("CHAOS_KILLS") ?? "3", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("CHAOS_SEED") ?? Random.Shared.Next().ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        output.WriteLine($"CHAOS_SEED={seed} CHAOS_KILLS={kills}");
        var random = new Random(seed);
        var parts = Enumerable.Repeat(new Func<Task<string>>[] { () => AnyReplicaAsync(random), RelayLeaderAsync, () => Task.FromResult("rabbitmq"), () => Task.FromResult("postgres") }, kills).SelectMany(part => part).ToArray();
        random.Shuffle(parts);

        using var over = new CancellationTokenSource();
        var load = new VisitLoad(platform);
        var nurses = load.RunAsync(over.Token);
        foreach (var part in parts)
        {
            await Task.Delay(random.Next(0, 1500), Cancellation); // the random moment
            var victim = await part();
            output.WriteLine($"{DateTime.UtcNow:HH:mm:ss.fff} kill -9 {victim} after {load.Acknowledged.Count} visits");
            platform.Installation.Kill(victim);
            await platform.ReadyAsync();
            var before = load.Acknowledged.Count;
            await Testing.Eventually.TrueAsync(() => Task.FromResult(load.Acknowledged.Count > before + 10), "the nurses to go on", TimeSpan.FromMinutes(2));
        }
        await over.CancelAsync();
        await nurses;

        await platform.ReconcileAsync();
        foreach (var service in new[] { "scheduling", "care-records", "billing" })
            await platform.CommandAsync(service, "replay", "--from", "2000-01-01T00:00:00Z"); // everything once more has no effect
        await platform.ReconcileAsync();
        output.WriteLine($"{load.Acknowledged.Count} visits acknowledged, {load.Repeats} requests repeated");
        Assert.Equal(load.Acknowledged.Count, await DeliveredAsync(load.Acknowledged));
    }

    private Task<string> AnyReplicaAsync(Random random)
    {
        var replicas = platform.Installation.Processes.Select(process => process.Name).Where(name => name is not ("rabbitmq" or "postgres" or "epmd")).Order().ToArray();
        return Task.FromResult(replicas[random.Next(replicas.Length)]);
    }

    // The leader of scheduling's relay is known by the connection on which it listens.
    private async Task<string> RelayLeaderAsync()
    {
        await using var database = platform.Database("scheduling");
        return await Testing.Eventually.GetAsync(async () =>
        {
            await using var find = database.CreateCommand("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'scheduling relay %'");
            var pid = (await find.ExecuteScalarAsync(Cancellation) as string)?.Split(' ')[^1];
            return platform.Installation.Processes.FirstOrDefault(process => process.Pid?.ToString(CultureInfo.InvariantCulture) == pid)?.Name;
        }, "a leader of the relay");
    }

    private async Task<long> DeliveredAsync(ConcurrentBag<Guid> visits)
    {
        await using var database = platform.Database("billing");
        await using var count = database.CreateCommand("SELECT count(*) FROM deliveries WHERE visit_id = ANY($1)");
        count.Parameters.AddWithValue(visits.ToArray());
        return (long)(await count.ExecuteScalarAsync(Cancellation))!;
    }

    /// <summary>Eight nurses who plan a visit of long ago and complete it, again and again, each call repeated with its key until it is answered.</summary>
    private sealed class VisitLoad(RunningPlatform platform)
    {
        private int _repeats;

        public ConcurrentBag<Guid> Acknowledged { get; } = [];
        public int Repeats => _repeats;

        public Task RunAsync(CancellationToken over) => Task.WhenAll(Enumerable.Range(1, 8).Select(nurse => Task.Run(async () =>
        {
            using var client = new PlatformClient(platform.Installation.Gateway, new Patience(_ => Interlocked.Increment(ref _repeats)));
            for (var day = 100; !over.IsCancellationRequested; day++)
            {
                var visits = await platform.PlanVisitsAsync(client, Persona.Carer(nurse), DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-day)));
                foreach (var visit in visits.TakeWhile(_ => !over.IsCancellationRequested))
                {
                    var reply = await client.SendAsync(Call.Post(Persona.Carer(nurse), $"scheduling/v1/visits/{visit}/completion", new { }) with { Key = visit.ToString() }, CancellationToken.None);
                    Assert.Equal(204, reply.Status);
                    Acknowledged.Add(visit);
                }
            }
        })));
    }
}
