using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Bench;

/// <summary>
/// The close of a national month, payer by payer, up to stored claims, against one SQL aggregate over the same rows; the memory that billing takes
/// for the smallest and the largest payer; and, apart, the adapter rendering a claim of 5,000 lines.
/// </summary>
internal static class MonthClose
{
    private const int Rendered = 5_000;

    public static async Task<Measured[]> MeasureAsync(CancellationToken ct)
    {
        await using var platform = await BenchInstallation.StartAsync(replicas: 1, ct, "max_wal_size = '4GB'");
        var month = Months.Previous(TimeProvider.System);
        Screen.Say($"Loading {NationalMonth.Clients:N0} clients and {NationalMonth.Visits:N0} visits with COPY.");
        await new NationalMonth(month.First).LoadAsync(platform.Billing.Value, ct);

        using var billing = await SignedInAsync(platform, ct);
        var pid = platform.Processes.Single(process => process.Name == "billing").Pid!.Value;
        var closings = new List<(int Clients, double Seconds, long Peak)>();
        var aggregates = new List<double> { await AggregateAsync(platform, month, ct) };
        foreach (var (number, clients) in NationalMonth.ClientsOfPayer.Index())
        {
            ForgetPeak(pid);
            var since = Stopwatch.GetTimestamp();
            using (var closed = await billing.PostAsJsonAsync("v1/claims", new { payerId = NationalMonth.Payer(number), period = month.Period }, ct))
                if (!closed.IsSuccessStatusCode) throw new LauncherException($"Billing does not close: {await closed.Content.ReadAsStringAsync(ct)}");
            closings.Add((clients, Stopwatch.GetElapsedTime(since).TotalSeconds, PeakOf(pid)));
            Screen.Say($"{clients,7:N0} clients closed in {closings[^1].Seconds:0.00} s, at most {closings[^1].Peak >> 20} MiB.");
            await RestAsync(platform, ct);
        }
        aggregates.Add(await AggregateAsync(platform, month, ct));
        await ProveAsync(platform, month, ct);

        var (largest, smallest) = (closings.MaxBy(closing => closing.Clients), closings.MinBy(closing => closing.Clients));
        var (seconds, aggregate) = (closings.Sum(closing => closing.Seconds), aggregates.Average());
        return
        [
            new($"close of a month, {NationalMonth.Clients:N0} clients and {NationalMonth.Visits:N0} visits, against one SQL aggregate over the same rows", $"{seconds / aggregate:0.0}", "5"),
            new("of that, closing, up to stored claims", $"{seconds:0.0} s"),
            new("of that, the aggregate", $"{aggregate:0.0} s"),
            new("largest payer against smallest (40 times as many clients): peak memory of billing", $"{(double)largest.Peak / smallest.Peak:0.00}", "flat"),
            new("peak memory of billing, largest payer", Screen.Mebibytes(largest.Peak)),
            new($"rendering a claim of {Rendered:N0} lines by nl-wmo", $"{await RenderAsync(platform, month, ct):0.00} s"),
        ];
    }

    private static async Task<double> AggregateAsync(BenchInstallation platform, Months month, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        var clients = await BenchInstallation.CountAsync(platform.Billing.Value,
            $"SELECT count(*) FROM (SELECT client_id, service, sum(minutes), count(*) FROM deliveries WHERE month = '{month.Period}' GROUP BY client_id, service) sums", ct);
        if (clients != NationalMonth.Clients) throw new LauncherException($"The aggregate found {clients} clients.");
        return Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>Billing tries to render what was closed; nobody here knows the clients, so it comes to rest soon.</summary>
    private static async Task RestAsync(BenchInstallation platform, CancellationToken ct)
    {
        while (await BenchInstallation.CountAsync(platform.Billing.Value, "SELECT count(*) FROM claims WHERE faults = '[]'", ct) > 0) await Task.Delay(200, ct);
    }

    private static async Task ProveAsync(BenchInstallation platform, Months month, CancellationToken ct)
    {
        var claimed = await BenchInstallation.CountAsync(platform.Billing.Value, "SELECT sum(cardinality(visits)) FROM claim_lines", ct);
        var open = await BenchInstallation.CountAsync(platform.Billing.Value, $"SELECT count(*) FROM open_months WHERE month = '{month.Period}'", ct);
        if (claimed != NationalMonth.Visits || open > 0) throw new LauncherException($"{claimed} of {NationalMonth.Visits} visits were claimed, and {open} months are open.");
    }

    private static async Task<HttpClient> SignedInAsync(BenchInstallation platform, CancellationToken ct)
    {
        using var access = new Access(platform.Gateway);
        var token = await access.TokenAsync("back-office", null, ct);
        return new HttpClient { BaseAddress = new(platform.Wiring.PublicAddressOf(ServiceTable.Find("billing"))), Timeout = TimeSpan.FromMinutes(10), DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }

    private static async Task<double> RenderAsync(BenchInstallation platform, Months month, CancellationToken ct)
    {
        using var adapter = new HttpClient { BaseAddress = platform.Wiring.AddressOf(ServiceTable.Adapter) };
        adapter.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", platform.Wiring.Secrets.Password(ServiceTable.Adapter));
        var period = new { from = month.First, until = month.Last };
        var claim = new
        {
            number = "C000000001",
            period,
            issuedOn = month.Last.AddDays(1),
            sender = new { scheme = "nl-agb", value = "99990001" },
            payer = new { scheme = "nl-wmo", value = "9901" },
            currency = "EUR",
            total = Rendered * 60_00L,
            clients = Enumerable.Range(0, Rendered).Select(number => new { key = $"{number}", identifiers = new[] { new { scheme = "bsn", value = TestBsn.Number(number) } } }),
            lines = Enumerable.Range(0, Rendered).Select(number => new
            {
                lineId = $"{number}",
                reference = $"C000000001{number:000000}",
                clientKey = $"{number}",
                assignment = new { number = $"{100_000_000 + number}" },
                product = new { category = "02", code = "02A03" },
                period,
                volume = 60,
                unit = "minute",
                amount = 60_00,
                side = "debit",
                rate = new { amount = 60_00, per = "hour" },
            }),
        };
        var seconds = new List<double>();
        for (var run = 0; run < 4; run++)
        {
            var since = Stopwatch.GetTimestamp();
            using var rendered = await adapter.PostAsJsonAsync("v1/claims/_render", claim, ct);
            if (!rendered.IsSuccessStatusCode) throw new LauncherException($"The adapter does not render: {await rendered.Content.ReadAsStringAsync(ct)}");
            if (run > 0) seconds.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
        }
        return seconds.Median();
    }

    private static void ForgetPeak(int pid) => File.WriteAllText($"/proc/{pid}/clear_refs", "5");

    private static long PeakOf(int pid) => 1024 * long.Parse(
        File.ReadLines($"/proc/{pid}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))[6..^2], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
}
