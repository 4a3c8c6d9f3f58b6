using System.Diagnostics;

namespace Buurtzorg.Billing.Tests;

/// <summary>Closing a large month against one aggregate over the same rows; set CLOSE_CLIENTS=20000 to run it. 24 visits a client.</summary>
public sealed class ClosingSpeed(JanuaryFixture billing, ITestOutputHelper output) : IClassFixture<JanuaryFixture>
{
    [Fact]
    public async Task A_month_of_many_clients_closes_in_seconds()
    {
        if (!int.TryParse(Environment.GetEnvironmentVariable("CLOSE_CLIENTS"), out var clients)) Assert.Skip("Set CLOSE_CLIENTS to the number of clients.");
        billing.Adapter.Away = true; // the claims themselves are rendered later
        foreach (var payer in new[] { "nl-wmo:9902", "nl-wmo:9903" }) // so that what is measured is the work and not the compiler
        {
            await GiveCareAsync(payer, clients / 10);
            (await billing.CloseAsync(payer, "2026-10")).EnsureSuccessStatusCode();
        }
        await GiveCareAsync("nl-wmo:9901", clients);
        var aggregate = await TimeAsync(() => RunAsync("SELECT client_id, service, month, sum(minutes), count(*) FROM deliveries WHERE month = '2026-10' GROUP BY 1, 2, 3"));
        GC.Collect();
        var (before, peak) = (GC.GetTotalMemory(true), 0L);
        using var sampling = new Timer(_ => peak = Math.Max(peak, GC.GetTotalMemory(false)), null, 0, 20);

        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var closing = await TimeAsync(async () => (await billing.CloseAsync("nl-wmo:9901", "2026-10")).EnsureSuccessStatusCode());

        output.WriteLine($"{clients} clients, {clients * 24} visits: closed in {closing.TotalSeconds:0.00} s; the aggregate takes {aggregate.TotalSeconds:0.00} s ({closing / aggregate:0.0} times); {(Process.GetCurrentProcess().TotalProcessorTime - processor).TotalSeconds:0.00} s of processor beside the server; memory grew by at most {(peak - before) / 1024 / 1024} MiB");
        Assert.Equal(clients, await billing.ScalarAsync<long>("SELECT count(*) FROM claim_lines WHERE payer_id = 'nl-wmo:9901'"));
        Assert.Equal(0L, await billing.ScalarAsync<long>("SELECT count(*) FROM open_months"));
    }

    private async Task GiveCareAsync(string payer, int clients)
    {
        await RunAsync($"""
            DELETE FROM deliveries; DELETE FROM authorisations; DELETE FROM clients;
            INSERT INTO clients SELECT gen_random_uuid(), 'hash ' || n, 1 FROM generate_series(1, {clients}) AS n;
            INSERT INTO authorisations (id, payer_id, number, identifier_hash, category, code, "from", withdrawn, decided_at, message_id, recorded_at)
            SELECT gen_random_uuid(), '{payer}', n::text, 'hash ' || n, '02', '02A03', '2026-01-01', false, '2026-01-01', gen_random_uuid(), now() FROM generate_series(1, {clients}) AS n;
            INSERT INTO deliveries (visit_id, version, client_id, team_id, service, started_at, ended_at, delivered_on, month, minutes, planned_minutes, withdrawn, recorded_at)
            SELECT gen_random_uuid(), 1, client_id, gen_random_uuid(), 'guidance', day + interval '9 hours', day + interval '10 hours', day, '2026-10', 20 + (n + v) % 40, 30, false, now()
            FROM generate_series(1, 24) AS v, (SELECT client_id, row_number() OVER () AS n FROM clients) AS c, LATERAL (SELECT date '2026-10-01' + v::int AS day) AS days;
            INSERT INTO open_months (client_id, month) SELECT client_id, '2026-10' FROM clients;
            """);
        await RunAsync("VACUUM ANALYZE");
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
