using System.Globalization;
using System.Text.RegularExpressions;
using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Services;
using Npgsql;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// From the commit of a completion in scheduling to the commit of its delivery in billing, both as PostgreSQL noted them
/// (pg_xact_commit_timestamp: one clock), with two replicas of each service, at the one of scheduling that does not lead the relay.
/// </summary>
internal static class DeliveryTime
{
    private const int PerSecond = 200, WarmUp = 10 * PerSecond, Visits = 30 * PerSecond;

    public static async Task<Measured[]> MeasureAsync(CancellationToken ct)
    {
        await using var platform = await BenchInstallation.StartAsync(replicas: 2, ct, "track_commit_timestamp = on");
        await PlannedVisits.PlanAsync(platform.Scheduling.Value, WarmUp + Visits, ct);
        var leader = await LeaderAsync(platform, ct);
        using var completions = new Completions(platform.Gateway, platform.Wiring.AddressOf("scheduling", leader == 1 ? 2 : 1));
        await completions.SignInAsync(ct);
        await completions.PaceAsync(0, WarmUp, PerSecond, ct);
        await platform.SettleAsync(WarmUp, ct);
        Screen.Say($"Completing {Visits} visits, {PerSecond} a second; replica {leader} leads the relay, the other one takes them.");
        var rate = await completions.PaceAsync(WarmUp, Visits, PerSecond, ct);
        await platform.SettleAsync(WarmUp + Visits, ct);
        if (await LeaderAsync(platform, ct) != leader) throw new LauncherException("The relay's lead changed during the run, so its figures say nothing; run it again.");

        var committed = await CommitsAsync(platform.Scheduling.Value, "SELECT id, pg_xact_commit_timestamp(xmin) FROM visits WHERE recorded_at IS NOT NULL", ct);
        var delivered = await CommitsAsync(platform.Billing.Value, "SELECT visit_id, pg_xact_commit_timestamp(xmin) FROM deliveries", ct);
        double[] times = [.. Enumerable.Range(WarmUp, Visits).Select(PlannedVisits.IdOf).Select(id => (delivered[id] - committed[id]).TotalMilliseconds)];
        return
        [
            new($"commit of a visit to commit of its delivery in billing, median at {rate:0}/s, not at the relay's leader", $"{times.Median():0.0} ms", "15 ms"),
            new("the same, 99th percentile", $"{times.Percentile(99):0.0} ms", "100 ms"),
        ];
    }

    /// <summary>The replica whose process listens for the others' commits.</summary>
    private static async Task<int> LeaderAsync(BenchInstallation platform, CancellationToken ct)
    {
        await using var ask = platform.Scheduling.Value.CreateCommand("SELECT application_name FROM pg_stat_activity WHERE application_name LIKE 'scheduling relay %'");
        for (var tries = 0; tries < 100; tries++)
        {
            if (await ask.ExecuteScalarAsync(ct) is string name)
            {
                var pid = int.Parse(Regex.Match(name, @"\d+$").Value, CultureInfo.InvariantCulture);
                return platform.Processes.Single(process => process.Pid == pid).Name == Service.ReplicaName("scheduling", 1) ? 1 : 2;
            }
            await Task.Delay(100, ct);
        }
        throw new LauncherException("No replica of scheduling leads the relay.");
    }

    private static async Task<Dictionary<Guid, DateTime>> CommitsAsync(NpgsqlDataSource database, string sql, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var commits = new Dictionary<Guid, DateTime>();
        while (await reader.ReadAsync(ct)) commits.Add(reader.GetGuid(0), reader.GetDateTime(1));
        return commits;
    }
}
