using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>Everything that is wrong is said at once.</summary>
internal static class Complete
{
    public static readonly IReadOnlyList<Requirement> All =
    [
        new("COMPLETE-01", "A refusal is a problem with status 422 and at least one fault, each with a stable code and a sentence.", "responses/Refused; schemas/Problem, Fault", RefusalsAreProblems),
        new("COMPLETE-02", "A claim that is broken in several independent places is refused with at least as many faults.", "info: Errors", EveryFaultAtOnce),
        new("COMPLETE-03", "A fault says which line it is about, and otherwise its place.", "schemas/Fault: lineId, place", FaultsSayWhere),
        new("COMPLETE-04", "A message that breaks several rules gets a fault for each.", "/v1/assignments/_read", EveryFaultOfAMessage, "assignments"),
    ];

    private static async Task RefusalsAreProblems(Trial trial)
    {
        foreach (var breach in Breach.All)
        {
            if (await Breaches.BrokenAsync(trial, breach) is not { } broken || await trial.RenderAsync(broken.Claim) is not { Status: 422 } exchange) continue;
            trial.Expect(exchange.MediaType == "application/problem+json", $"The refusal of {breach} is no problem+json", exchange);
            foreach (var mistake in ContractSchemas.Instance.Check(nameof(Problem), exchange.Json)) trial.Fail($"{breach}: {mistake}", exchange);
            trial.Expect(exchange.Json?["status"]?.ToString() == "422", "The status in the problem is not that of the response", exchange);
            trial.Expect(exchange.Faults.Count > 0, $"The refusal of {breach} has no faults", exchange);
            trial.Expect(exchange.Faults.All(f => f?["detail"]?.ToString() is { Length: > 0 } detail && detail.Contains(' ')), "A detail is no sentence for people", exchange);
        }
    }

    private static async Task EveryFaultAtOnce(Trial trial)
    {
        var random = new Random(trial.Subject.Options.Seed);
        var claim = await trial.ClaimAsync(c => c.Lines.Count >= 4);
        for (var round = 0; round < 10; round++)
        {
            var broken = claim;
            List<string> names = [];
            var parts = new HashSet<string>();
            var line = 0;
            foreach (var breach in Breach.All.OrderBy(_ => random.Next()).ToList())
            {
                // Two that touch the same part of a claim may hide one another; a total is wrong once.
                var part = breach.OfLine ? $"line {line}" : Part(breach);
                if (breach.Name.StartsWith("a reference that stands twice", StringComparison.Ordinal) || breach.Name.StartsWith("a line of a client", StringComparison.Ordinal)
                    || names.Count == 5 || line >= claim.Lines.Count || !parts.Add(part)) continue;
                if (breach.Apply(trial.Manifest, broken, Math.Min(line, claim.Lines.Count - 1)) is not { } next) continue;
                if (breach.OfLine) line++;
                broken = next;
                names.Add(breach.Name);
            }
            var exchange = await trial.RenderAsync(broken);
            trial.Expect(exchange.Status == 422 && exchange.Faults.Count >= names.Count, $"A claim with {string.Join(" and ", names)} has {exchange.Faults.Count} faults, fewer than {names.Count}", exchange);
        }
    }

    private static string Part(Breach breach) => breach.Requirement is "MANIFEST-06" or "HONEST-08" ? "client" : breach.Name;

    private static async Task FaultsSayWhere(Trial trial)
    {
        foreach (var breach in Breach.All)
        {
            if (await Breaches.BrokenAsync(trial, breach) is not { } broken || await trial.RenderAsync(broken.Claim) is not { Status: 422 } exchange) continue;
            if (broken.LineId is { } id) trial.Expect(exchange.Faults.Any(f => f?["lineId"]?.ToString() == id), $"No fault names the line with {breach}", exchange);
            trial.Expect(exchange.Faults.All(f => f?["lineId"] is not null || f?["place"] is not null), $"A fault of {breach} names no line and no place", exchange);
        }
    }

    private static async Task EveryFaultOfAMessage(Trial trial)
    {
        var pairs = 0;
        foreach (var sample in trial.Samples(Operation.Assignments))
        {
            var values = MessageValues.Of(sample.Message!);
            var faulty = (await trial.Subject.ChangedAsync(sample)).Where(c => c.Exchange is { Status: 200, Faults.Count: > 0 }).ToList();
            foreach (var (one, other) in faulty.Zip(faulty.Skip(1)).Where(p => !Codes(p.First.Exchange).Overlaps(Codes(p.Second.Exchange))).Take(10))
            {
                pairs++;
                var both = await trial.Adapter.PostAsync(sample.Operation.Route, await trial.Subject.RequestAsync(sample, values.Change(one.Index, other.Index)));
                trial.Expect(both.Status == 200 && both.Faults.Count >= 2, $"{sample.Name}, changed at {one.Place} and at {other.Place}, breaks a rule at both, and gets {both.Faults.Count} faults", both);
            }
        }
        if (pairs == 0) throw new Skipped("No two changes of a sample break two rules.");
    }

    private static HashSet<string> Codes(Exchange exchange) => [.. exchange.Faults.Select(f => f?["code"]?.ToString() ?? "")];
}
