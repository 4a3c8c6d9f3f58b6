using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>The operations that read and render keep nothing, read no clock and draw no random number.</summary>
internal static class Pure
{
    public static readonly IReadOnlyList<Requirement> All =
    [
        new("PURE-01", "The same request gives the same bytes ten times, whatever is asked in between.", "info: A codec", TenTimes),
        new("PURE-02", "The same request gives the same bytes beside other requests.", "info: A codec", Together),
        new("PURE-04", "No answer changes with time, and none holds the date of today unless the request does.", "info: A codec", NoClock),
        new("PURE-05", "A document keeps the lines of a client in the order of the request.", "schemas/ClaimLine", OrderIsKept),
        new("PURE-03", "The same request gives the same bytes after a restart.", "info: A codec", AfterARestart),
    ];

    /// <summary>Asks what the others compare with: claims, a refusal, and every sample.</summary>
    public static async Task RememberAsync(Subject subject)
    {
        async Task Ask(string route, JsonNode request) => subject.AtFirst.Add((route, request, await subject.Adapter.PostAsync(route, request), DateTime.UtcNow));
        for (var i = 0; i < 3; i++) await Ask(AdapterRoutes.RenderClaim, ClaimMaker.ToJson(subject.Claims.Make(i)));
        var wrong = subject.Claims.Make(0);
        await Ask(AdapterRoutes.RenderClaim, ClaimMaker.ToJson(wrong with { Total = wrong.Total + 1 }));
        foreach (var sample in subject.Samples.Where(s => subject.Has(s.Operation))) await Ask(sample.Operation.Route, await subject.RequestAsync(sample));
    }

    public static async Task RestartAsync(Subject subject)
    {
        var start = new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", subject.Options.Restart! } };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The command of --restart does not start.");
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The command of --restart ended with {process.ExitCode}.");
        var patience = Stopwatch.StartNew();
        while ((await subject.Adapter.GetAsync(AdapterRoutes.Manifest)).Status != 200)
        {
            if (patience.Elapsed > TimeSpan.FromMinutes(1)) throw new InvalidOperationException("The adapter did not come back within a minute of its restart.");
            await Task.Delay(100);
        }
    }

    private static async Task TenTimes(Trial trial)
    {
        for (var round = 0; round < 10; round++)
            foreach (var (route, request, first, _) in trial.Subject.AtFirst)
                if (await trial.Adapter.PostAsync(route, request) is var again && !trial.Expect(AreTheSame(first, again), "The same request gave something else", again)) return;
    }

    private static async Task Together(Trial trial)
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 10).SelectMany(_ => trial.Subject.AtFirst).Select(async first => (first.Exchange, Again: await trial.Adapter.PostAsync(first.Route, first.Request))));
        foreach (var (first, again) in answers)
            if (!trial.Expect(AreTheSame(first, again), "The same request gave something else beside others", again)) return;
    }

    private static async Task NoClock(Trial trial)
    {
        foreach (var (route, request, first, at) in trial.Subject.AtFirst)
        {
            // The clock must have gone on by a whole second since the first time.
            if (DateTime.UtcNow - at is var passed && passed < TimeSpan.FromSeconds(1.1)) await Task.Delay(TimeSpan.FromSeconds(1.1) - passed);
            var again = await trial.Adapter.PostAsync(route, request);
            if (!trial.Expect(AreTheSame(first, again), "The same request gave something else later", again)) return;
            var asked = request.ToJsonString() + Decoded(request);
            var answered = first.Text + Decoded(first.Json);
            foreach (var today in new[] { at, at.ToLocalTime() }.SelectMany(t => new[] { "yyyy-MM-dd", "yyyyMMdd", "dd-MM-yyyy", "yyMMdd" }.Select(f => t.ToString(f, CultureInfo.InvariantCulture))).Distinct())
                trial.Expect(asked.Contains(today) || !IsIn(answered, today), $"The answer holds the date of today ({today}), and the request does not", first);
        }
    }

    // Not as part of a longer number.
    private static bool IsIn(string text, string date) => System.Text.RegularExpressions.Regex.IsMatch(text, $"(?<![0-9A-Za-z+/]){date}(?![0-9A-Za-z+/])");

    private static async Task OrderIsKept(Trial trial)
    {
        var found = 0;
        await trial.ClaimAsync();
        for (var i = 0; i < 20; i++)
        {
            var claim = trial.Subject.Claims.Make(i);
            var exchange = await trial.RenderAsync(claim);
            if (exchange.Status != 200) continue;
            var text = string.Concat(Claims.Documents(exchange.Json).Select(d => Encoding.UTF8.GetString(Convert.FromBase64String(d.Document["content"]!.GetValue<string>()))));
            var references = (exchange.Json?["lines"] as JsonArray ?? []).ToDictionary(l => l?["lineId"]?.ToString() ?? "", l => l?["answerReference"]?.ToString() ?? "");
            foreach (var client in claim.Lines.GroupBy(l => l.ClientKey).Where(g => g.Count() > 1))
            {
                var at = client.Select(l => text.IndexOf(references.GetValueOrDefault(l.LineId, l.Reference), StringComparison.Ordinal)).ToList();
                if (at.Contains(-1) || client.Any(l => l.Reference.Length < 6) || client.Any(l => claim.Lines.Any(other => other != l && (other.CreditedReference + other.AdjustedReference + other.Reference).Contains(l.Reference)))) continue;
                found++;
                trial.Expect(at.SequenceEqual(at.Order()), "The lines of a client are in another order than in the request", exchange);
            }
        }
        if (found == 0) throw new Skipped("No document holds the references of lines as text.");
    }

    private static async Task AfterARestart(Trial trial)
    {
        if (trial.Subject.Options.Restart is null) throw new Skipped("No --restart.");
        await RestartAsync(trial.Subject);
        trial.Expect((await trial.Adapter.GetAsync(AdapterRoutes.Manifest)).GaveTheSameAs(trial.Subject.Shown), "The manifest is another one after a restart");
        foreach (var (route, request, first, _) in trial.Subject.AtFirst)
            if (await trial.Adapter.PostAsync(route, request) is var again && !trial.Expect(AreTheSame(first, again), "The same request gave something else after a restart", again)) return;
    }

    // The trace of a problem is another each time.
    private static bool AreTheSame(Exchange one, Exchange other) => one.GaveTheSameAs(other) || (one.Status == other.Status && one.Status != 200 && WithoutTrace(one) == WithoutTrace(other));

    private static string? WithoutTrace(Exchange exchange)
    {
        var json = exchange.Json as JsonObject;
        json?.Remove("traceId");
        return json?.ToJsonString();
    }

    private static string Decoded(JsonNode? node) => string.Concat(JsonPlaces.Values(node).Where(v => v.Place.EndsWith("/content", StringComparison.Ordinal))
        .Select(v => Claims.TextOf(Convert.FromBase64String(v.Value.GetValue<string>()))));
}
