using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Buurtzorg.Local;
using Buurtzorg.Local.Processes;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;
using Npgsql;
using Xunit;
using Persona = Buurtzorg.Local.Demo.Persona;

namespace Buurtzorg.EndToEnd.Tests;

/// <summary>
/// Every alert of the chart fires by the fault that it is for, on the telemetry of real processes, through the chart's collector and a real Prometheus.
/// Only times are shortened: how long an alert looks back and waits, and how far behind a subscription may be.
/// </summary>
public sealed partial class AlertsTests(RunningPlatform platform, ITestOutputHelper output)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private DateOnly _day = DateOnly.FromDateTime(DateTime.UtcNow).AddDays(-600);

    private static string Rules => File.ReadAllText(Path.Combine(Checkout.Root, "charts/buurtzorg-platform/files/rules.yaml"));

    [Fact]
    public async Task Every_alert_fires_by_the_fault_that_it_is_for()
    {
        Programs.NeedLong();
        Programs.Need("otelcol", "prometheus");
        await using var watch = await Watch.StartAsync(platform);
        (string[] Alerts, Func<CancellationToken, Task> Fault)[] faults =
        [
            (["AccessRefusedOften"], StrangersKnockAsync),
            (["ClaimAnswersMissing"], APayerDoesNotAnswerAsync),
            (["AdapterUnusable"], over => FrozenAsync("billing-adapter-nl-wmo", over)),
            (["RequestsSlow", "DatabasePoolFull"], ATableIsLockedAsync),
            (["WebhooksFail"], ReceiversFailAsync),
            (["CareEventsBehind"], CareEventsIsHeldUpAsync),
            (["ErrorQueueFilled", "ReactionsFail"], SomethingIsAnnouncedThatNobodyUnderstandsAsync),
            (["OutboxNotPublished", "OutboxGrows"], TheBrokerIsFrozenAsync),
            (["DuplicatesMany"], EverythingIsPublishedAgainAndAgainAsync),
            (["ServiceAway", "RequestsFail"], SocialMapIsFrozenAsync),
            (["MemoryNearLimit"], watch.LimitMemoryAsync),
        ];
        Assert.Equal(AlertName().Matches(Rules).Select(match => match.Groups[1].Value).Order(), faults.SelectMany(fault => fault.Alerts).Order());

        await Eventually.TrueAsync(async () => await watch.ValueAsync("count(target_info)") >= 7, "the telemetry of every service", Limit);
        var restarts = platform.Installation.Processes.Sum(process => process.Restarts);
        List<string> silent = [];
        foreach (var (alerts, fault) in faults)
        {
            var fired = await FiresAsync(watch, alerts, fault);
            output.WriteLine($"{DateTime.UtcNow:HH:mm:ss} {string.Join(", ", alerts)}: {fired}");
            if (fired is not "fired") silent.Add(fired);
            await platform.ReadyAsync();
        }
        Assert.Empty(silent);
        Assert.Equal(restarts, platform.Installation.Processes.Sum(process => process.Restarts)); // a fault elsewhere ends no service
    }

    private static async Task<string> FiresAsync(Watch watch, string[] alerts, Func<CancellationToken, Task> fault)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Task? during = null;
        try
        {
            await Eventually.TrueAsync(async () => !(await watch.FiringAsync()).Intersect(alerts).Any(), $"{string.Join(" and ", alerts)} to be silent before", Limit);
            during = Task.Run(() => fault(over.Token), Cancellation);
            await Eventually.TrueAsync(async () => during.IsFaulted || !alerts.Except(await watch.FiringAsync()).Any(), string.Join(" and ", alerts), Limit);
            return "fired";
        }
        catch (TimeoutException inVain)
        {
            return $"{inVain.Message} Firing: {string.Join(", ", await watch.FiringAsync())}.";
        }
        finally
        {
            await over.CancelAsync();
            if (during is not null) await during;
        }
    }

    private async Task StrangersKnockAsync(CancellationToken over)
    {
        using var stranger = new HttpClient { BaseAddress = platform.Installation.Gateway };
        await AgainAsync(over, async () => (await stranger.GetAsync("scheduling/v1/teams", CancellationToken.None)).Dispose());
    }

    private async Task APayerDoesNotAnswerAsync(CancellationToken over)
    {
        Assert.Equal(0, await platform.PlayAsync(Cancellation));
        await using var database = platform.Database("billing");
        await RunAsync(database, "UPDATE claims SET state = 'Sent', sent_at = now(), answer_due_on = current_date - 2 WHERE id = (SELECT id FROM claims ORDER BY closed_at DESC LIMIT 1)");
        await OverAsync(over);
        await RunAsync(database, "UPDATE claims SET state = 'Answered', answer_due_on = NULL WHERE state = 'Sent' AND answer_due_on < current_date");
    }

    private async Task ATableIsLockedAsync(CancellationToken over)
    {
        await using var database = platform.Database("scheduling");
        using var scheduling = await platform.CallerAsync(Persona.Nurse, platform.Installation.Wiring.AddressOf("scheduling"));
        var callers = Enumerable.Range(0, 80).Select(_ => AgainAsync(over, async () => (await scheduling.GetAsync("scheduling/v1/teams", CancellationToken.None)).Dispose())).ToArray();
        while (!over.IsCancellationRequested)
        {
            using var aWhile = CancellationTokenSource.CreateLinkedTokenSource(over);
            aWhile.CancelAfter(TimeSpan.FromSeconds(12));
            await LockedAsync(database, "teams", aWhile.Token);
        }
        await Task.WhenAll(callers);
    }

    private async Task ReceiversFailAsync(CancellationToken over)
    {
        await using var receiver = new StubServer { Handle = context => AnswerAsync(context, StatusCodes.Status500InternalServerError) };
        await SubscribedAsync(receiver, 10, () => OverAsync(over));
    }

    private async Task CareEventsIsHeldUpAsync(CancellationToken over)
    {
        await using var receiver = new StubServer { Handle = context => AnswerAsync(context, StatusCodes.Status204NoContent) };
        await SubscribedAsync(receiver, 1, async () =>
        {
            await using var database = platform.Database("care-events");
            await LockedAsync(database, "subscriptions IN SHARE ROW EXCLUSIVE MODE", over);
        });
    }

    private async Task SubscribedAsync(StubServer receiver, int times, Func<Task> during)
    {
        using var integrator = await platform.IntegratorAsync();
        List<Guid> subscriptions = [];
        for (var number = 0; number < times; number++) subscriptions.Add(await RunningPlatform.SubscribeAsync(integrator, receiver.Address));
        var happens = during();
        await platform.PlanVisitsAsync(platform.Client, Persona.Nurse, _day = _day.AddDays(1));
        await happens;
        foreach (var subscription in subscriptions) (await integrator.DeleteAsync($"care-events/v1/subscriptions/{subscription}", Cancellation)).EnsureSuccessStatusCode();
    }

    private async Task SomethingIsAnnouncedThatNobodyUnderstandsAsync(CancellationToken over)
    {
        await using var database = platform.Database("scheduling");
        await AgainAsync(over, () => RunAsync(database, """INSERT INTO platform.outbox (message_id, name, aggregate_id, aggregate_version, body) VALUES (gen_random_uuid(), 'scheduling.visit-moved', gen_random_uuid(), 1, '{ "visitId": 1 }')"""));
        using var broker = new HttpClient { BaseAddress = platform.Installation.Wiring.Rabbit.Management };
        broker.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(broker.BaseAddress.UserInfo)));
        foreach (var queue in (await broker.GetFromJsonAsync<JsonElement>("api/queues/buurtzorg?disable_stats=true&enable_queue_totals=true", Cancellation)).EnumerateArray().Select(queue => queue.GetProperty("name").GetString()!).Where(name => name.EndsWith("_error", StringComparison.Ordinal)))
            (await broker.DeleteAsync($"api/queues/buurtzorg/{queue}/contents", Cancellation)).EnsureSuccessStatusCode();
    }

    private Task EverythingIsPublishedAgainAndAgainAsync(CancellationToken over) =>
        AgainAsync(over, () => platform.CommandAsync("scheduling", "replay", "--from", "2000-01-01T00:00:00Z"));

    private async Task TheBrokerIsFrozenAsync(CancellationToken over)
    {
        using var thaw = new CancellationTokenSource();
        var frozen = FrozenAsync("rabbitmq", thaw.Token);
        await using var database = platform.Database("scheduling");
        await RunAsync(database, "INSERT INTO platform.outbox (message_id, name, aggregate_id, aggregate_version, body) SELECT gen_random_uuid(), 'nobody.listens', gen_random_uuid(), 1, '{}' FROM generate_series(1, 10001)");
        await OverAsync(over);
        await RunAsync(database, "DELETE FROM platform.outbox WHERE name = 'nobody.listens'");
        await thaw.CancelAsync();
        await frozen;
    }

    private async Task SocialMapIsFrozenAsync(CancellationToken over)
    {
        var frozen = FrozenAsync("social-map", over);
        using var nurse = await platform.CallerAsync(Persona.Nurse, platform.Installation.Gateway);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AgainAsync(over, async () => (await nurse.GetAsync("social-map/v1/services?q=wandelen", over)).Dispose())));
        await frozen;
    }

    /// <summary>Stops every replica where it stands, as a machine without memory or a hanging volume would, until it is over.</summary>
    private async Task FrozenAsync(string name, CancellationToken over)
    {
        var pids = platform.Installation.Processes.Where(process => process.Name == name || process.Name == name + "-2").Select(process => process.Pid!.Value).ToArray();
        foreach (var pid in pids) Signals.SendToGroup(pid, Signal.Stop);
        await OverAsync(over);
        foreach (var pid in pids) Signals.SendToGroup(pid, Signal.Continue);
    }

    private static async Task AnswerAsync(HttpContext context, int status)
    {
        var told = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body);
        if (told.GetProperty("data").TryGetProperty("challenge", out var challenge)) await context.Response.WriteAsJsonAsync(new { challenge = challenge.GetString() });
        else context.Response.StatusCode = status;
    }

    private static async Task LockedAsync(NpgsqlDataSource database, string table, CancellationToken over)
    {
        await using var connection = await database.OpenConnectionAsync(Cancellation);
        await using var transaction = await connection.BeginTransactionAsync(Cancellation);
        await using var locked = new NpgsqlCommand($"LOCK TABLE {table}", connection, transaction);
        await locked.ExecuteNonQueryAsync(Cancellation);
        await OverAsync(over);
    }

    private static async Task AgainAsync(CancellationToken over, Func<Task> what)
    {
        while (!over.IsCancellationRequested)
        {
            try { await what(); }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException) { } // it is a fault that is caused
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(200), CancellationToken.None), OverAsync(over));
        }
    }

    private static Task OverAsync(CancellationToken over) => Task.Delay(Timeout.Infinite, over).ContinueWith(_ => { }, TaskScheduler.Default);

    private static async Task RunAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    [GeneratedRegex(@"alert: (\w+)")]
    private static partial Regex AlertName();

    /// <summary>The chart's collector and a Prometheus with the chart's rules, fed with what the platform sends.</summary>
    private sealed class Watch : IAsyncDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("alerts").FullName;
        private readonly List<Process> _programs = [];
        private readonly HttpClient _prometheus = new();
        private RunningPlatform _platform = null!;

        public static async Task<Watch> StartAsync(RunningPlatform platform)
        {
            var watch = new Watch { _platform = platform };
            var (grpc, http, metrics, health, query) = (Loopback.FreePort(), Loopback.FreePort(), Loopback.FreePort(), Loopback.FreePort(), Loopback.FreePort());
            await watch.WriteAsync("here.yaml", $$"""
                extensions: { health_check: { endpoint: "127.0.0.1:{{health}}" } }
                receivers: { otlp: { protocols: { grpc: { endpoint: "127.0.0.1:{{grpc}}" }, http: { endpoint: "127.0.0.1:{{http}}" } } } }
                exporters: { prometheus: { endpoint: "127.0.0.1:{{metrics}}" } }
                """);
            await watch.WriteAsync("prometheus.yaml", $$"""
                global: { scrape_interval: 2s, evaluation_interval: 2s }
                rule_files: [rules.yaml]
                scrape_configs: [{ job_name: collector, honor_labels: true, static_configs: [{ targets: ["127.0.0.1:{{metrics}}"] }] }]
                """);
            await watch.WriteRulesAsync();
            watch.Run("otelcol", "--config", Path.Combine(Checkout.Root, "charts/buurtzorg-platform/files/collector.yaml"), "--config", watch.At("here.yaml"));
            watch.Run("prometheus", "--config.file", watch.At("prometheus.yaml"), "--storage.tsdb.path", watch.At("data"), "--web.listen-address", $"127.0.0.1:{query}", "--web.enable-lifecycle");
            watch._prometheus.BaseAddress = new($"http://127.0.0.1:{query}/");
            platform.Collector.MetricsAlsoTo = new($"http://127.0.0.1:{http}/v1/metrics");
            return watch;
        }

        public async Task<IReadOnlyCollection<string>> FiringAsync() =>
        [
            .. from alert in (await GetAsync("api/v1/alerts")).GetProperty("alerts").EnumerateArray()
               where alert.GetProperty("state").GetString() == "firing"
               select alert.GetProperty("labels").GetProperty("alertname").GetString()
        ];

        public async Task<double> ValueAsync(string query) =>
            (await GetAsync($"api/v1/query?query={Uri.EscapeDataString(query)}")).GetProperty("result").EnumerateArray().Select(series => double.Parse(series.GetProperty("value")[1].GetString()!, CultureInfo.InvariantCulture)).FirstOrDefault();

        /// <summary>As if the chart gave every service less memory than it needs.</summary>
        public async Task LimitMemoryAsync(CancellationToken over)
        {
            await WriteRulesAsync(rules => rules.Replace("> 450e6", "> 10e6"));
            (await _prometheus.PostAsync("-/reload", null, Cancellation)).EnsureSuccessStatusCode();
            await OverAsync(over);
        }

        public async ValueTask DisposeAsync()
        {
            _platform.Collector.MetricsAlsoTo = null;
            _prometheus.Dispose();
            foreach (var program in _programs)
            {
                program.Kill(entireProcessTree: true);
                await program.WaitForExitAsync(CancellationToken.None);
                program.Dispose();
            }
            Directory.Delete(_folder, recursive: true);
        }

        private Task WriteRulesAsync(Func<string, string>? change = null)
        {
            var soon = LooksBack().Replace(Waits().Replace(Rules, "for: 3s"), "[30s]").Replace("> 300", "> 15");
            return WriteAsync("rules.yaml", change?.Invoke(soon) ?? soon);
        }

        private async Task<JsonElement> GetAsync(string path)
        {
            try { return (await _prometheus.GetFromJsonAsync<JsonElement>(path, Cancellation)).GetProperty("data"); }
            catch (HttpRequestException) { return JsonDocument.Parse("""{ "alerts": [], "result": [] }""").RootElement; } // it starts
        }

        private string At(string name) => Path.Combine(_folder, name);

        private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(At(name), text, Cancellation);

        private void Run(string program, params string[] arguments) =>
            _programs.Add(Starter.Start(new ProcessStartInfo("setpriv", ["--pdeathsig", "KILL", "sh", "-c", """exec "$@" >"$0" 2>&1""", At($"{program}.log"), program, .. arguments])));
    }

    [GeneratedRegex(@"for: \d+m")]
    private static partial Regex Waits();

    [GeneratedRegex(@"\[\d+m\]")]
    private static partial Regex LooksBack();
}
