using Buurtzorg.Local.Commands;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// Completed visits per second through the gateway, against pgbench making the same rows in a second database of the same server, which
/// nothing relays from. They take turns, and each begins when billing has all that came before; the ratio is the median of the pairs'.
/// </summary>
internal static class VisitsPerSecond
{
    private const int Connections = 16, Visits = 600 * Connections, Pairs = 5;

    public static async Task<Measured[]> MeasureAsync(CancellationToken ct)
    {
        await using var platform = await BenchInstallation.StartAsync(replicas: 1, ct);
        var pgbench = new Pgbench(platform);
        Screen.Say($"Planning {Visits * (Pairs + 1)} visits twice, straight into the tables.");
        await PlannedVisits.PlanAsync(platform.Scheduling.Value, Visits * (Pairs + 1), ct);
        await pgbench.PrepareAsync(Visits * (Pairs + 1), ct);
        using var completions = new Completions(platform.Gateway, platform.Gateway);

        var pairs = new List<(double Platform, double Pgbench, TimeSpan Lag)>();
        var effort = new ProcessorTime(platform);
        for (var pair = 0; pair <= Pairs; pair++)
        {
            await completions.SignInAsync(ct);
            if (pair > 0) effort.Begin();
            var through = await completions.RushAsync(pair * Visits, Visits, Connections, ct);
            var lag = await platform.SettleAsync((pair + 1) * Visits, ct);
            if (pair > 0) effort.End();
            var bare = await pgbench.RunAsync(pair * Visits, Visits, Connections, ct);
            Screen.Say($"{(pair == 0 ? "Warming up" : $"Pair {pair}")}: {through:0}/s through the gateway, billing had them {lag.TotalSeconds:0.0} s later; pgbench {bare:0}/s; ratio {through / bare:0.00}.");
            if (pair > 0) pairs.Add((through, bare, lag));
        }
        return
        [
            new($"completed visits through the gateway, against pgbench making the same rows ({Connections} connections, median of {Pairs} pairs)",
                $"{pairs.Select(pair => pair.Platform / pair.Pgbench).Median():0.00}", "0.35"),
            new("completed visits per second, billing reacting meanwhile", $"{pairs.Select(pair => pair.Platform).Median():0}/s"),
            new("pgbench, prepared statements, one transaction per visit", $"{pairs.Select(pair => pair.Pgbench).Median():0}/s"),
            new($"billing had all {Visits} visits of a run after it", $"{pairs.Select(pair => pair.Lag.TotalSeconds).Median():0.0} s"),
            .. effort.Spent.Select(process => new Measured($"processor time per visit, {process.Key}", $"{process.Value.TotalMilliseconds / (Pairs * Visits):0.00} ms")),
        ];
    }
}
