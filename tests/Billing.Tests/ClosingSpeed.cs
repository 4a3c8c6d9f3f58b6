using System.Diagnostics;

namespace Buurtzorg.Billing.Tests;

/// <summary>Closing a large month against one aggregate over the same rows; set CLOSE_CLIENTS=20000 to run it. 24 visits a client.</summary>
public sealed class ClosingSpeed(JanuaryFixture billing, ITestOutputHelper output) : IClassFixture<JanuaryFixture>
{
    [Fact]
    public async Task A_month_of_many_clients_closes_in_seconds()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("CLOSE_CLIENTS"), out var clients)) Assert.Skip("Set CLOSE_CLIENTS to the number of clients.");
        await RunAsync($"""
            SELECT setseed(0.5);
            INSERT INTO clients SELECT ('01920000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, 'hash ' || n, 1 FROM generate_series(1, {clients}) AS n;
            INSERT INTO authorisations (id, payer_id, number, identifier_hash, category, code, "from", withdrawn, decided_at, message_id, recorded_at)
            SELECT gen_random_uuid(), 'nl-wmo:9901', n::text, 'hash ' || n, '02', '02A03', '2026-01-01', false, '2026-01-01', gen_random_uuid(), now() FROM generate_series(1, {clients}) AS n;
            INSERT INTO deliveries (visit_id, version, client_id, team_id, service, started_at, ended_at, delivered_on, month, minutes, planned_minutes, withdrawn, recorded_at)
            SELECT gen_random_uuid(), 1, ('01920000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, gen_random_uuid(), 'guidance', day + interval '9 hours', day + interval '10 hours', day, '2026-10', 20 + (n + v) % 40, 30, false, now()
            FROM generate_series(1, 24) AS v, generate_series(1, {clients}) AS n, LATERAL (SELECT date '2026-10-01' + v AS day) AS days;
            INSERT INTO open_months (client_id, month) SELECT client_id, '2026-10' FROM clients;
            """);
        await RunAsync("VACUUM ANALYZE");
        var aggregate = await TimeAsync(() => RunAsync("SELECT client_id, service, month, sum(minutes), count(*) FROM deliveries WHERE month = '2026-10' GROUP BY 1, 2, 3"));
        await WarmUpAsync();
        GC.Collect();
        var (before, peak) = (GC.GetTotalMemory(true), 0L);
        billing.Adapter.Away = true; // the claim itself is rendered later
        using var sampling = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false)), null, 0, 20);

        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var closing = await TimeAsync(async () => (await billing.CloseAsync("nl-wmo:9901", "2026-10")).EnsureSuccessStatusCode());

        output.WriteLine($"{clients} clients, {clients * 24} visits: closed in {closing.TotalSeconds:0.00} s; the aggregate takes {aggregate.TotalSeconds:0.00} s ({closing / aggregate:0.0} times); {(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds:0.00} s of processor beside the server; memory grew by at most {(peak - before) / 1024 / 1024} MiB");
        Assert.Equal(clients, await billing.ScalarAsync<long>("SELECT count(*) FROM claim_lines WHERE payer_id = 'nl-wmo:9901'"));
        Assert.Equal(0L, await billing.ScalarAsync<long>("SELECT count(*) FROM open_months"));
    }

    // So that what is measured is the work and not the compiler.
    private async Task WarmUpAsync()
    {
        foreach (var (payer, bsn) in new[] { ("nl-wmo:9902", "999900006"), ("nl-wmo:9903", "999900018") })
        {
            await billing.GiveCareAsync(payer, bsn, 30, 40);
            (await billing.CloseAsync(payer, "2026-10")).EnsureSuccessStatusCode();
        }
    }

    private static async Task<TimeSpan> TimeAsync(Func<Task> act)
    {
        var since = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(since);
    }

    private async Task RunAsync(string sql)
    {
        await using var command = billing.Database.CreateCommand(sql);
        command.CommandTimeout = 600;
        await command.ExecuteNonQueryAsync();
    }
}
