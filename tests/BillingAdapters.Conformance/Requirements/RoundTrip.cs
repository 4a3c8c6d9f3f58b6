using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Requirements;

/// <summary>The samples mean what the adapter says that they mean, to the last value.</summary>
internal static class RoundTrip
{
    private static readonly string[] ForPeople = ["title", "detail", "reason", "remedy", "type", "traceId"];

    public static readonly IReadOnlyList<Requirement> All =
    [
        new("ROUND-01", "Every sample gives the response that lies beside it.", "paths", SamplesGiveTheirResponse),
        new("ROUND-02", "There is a sample for every operation that the adapter has.", "README.md: Samples", EveryOperationHasASample),
        new("ROUND-03", "A message is identified as what the operation that reads it says, and names the claim or the message that it answers.", "/v1/messages/_identify", MessagesAreIdentified),
        new("ROUND-04", "Each value of a message changes the outcome, or is refused, or is listed as insignificant.", "README.md: Samples", ValuesOfMessagesMatter),
        new("ROUND-05", "Each value of a request changes the outcome, or is refused, or is listed as insignificant.", "README.md: Samples", ValuesOfRequestsMatter),
    ];

    private static IReadOnlyList<Sample> Samples(Trial trial) => trial.Samples([.. Operation.All]);

    private static async Task SamplesGiveTheirResponse(Trial trial)
    {
        foreach (var sample in Samples(trial))
        {
            var exchange = await trial.Subject.AskAsync(sample);
            if (!trial.Expect(sample.Expected is not null, $"{sample.Name} has no response.json (--record writes it)", exchange)) continue;
            var status = sample.ExpectsAProblem ? (int)sample.Expected!["status"]! : 200;
            if (!trial.Expect(exchange.Status == status, $"{sample.Name} should give {status}", exchange)) continue;
            foreach (var difference in Differences(sample.Expected, exchange.Json, "").Take(5)) trial.Fail($"{sample.Name}: {difference}", exchange);
            foreach (var mistake in ContractSchemas.Instance.Check(status == 200 ? sample.Operation.Response : nameof(Problem), exchange.Json)) trial.Fail($"{sample.Name}: {mistake}", exchange);
        }
    }

    private static IEnumerable<string> Differences(JsonNode? expected, JsonNode? actual, string place)
    {
        if (expected is JsonObject e && actual is JsonObject a)
            return e.Select(m => m.Key).Union(a.Select(m => m.Key)).Where(name => !(ForPeople.Contains(name) && e[name] is null))
                .SelectMany(name => Differences(e[name], a[name], $"{place}/{name}"));
        if (expected is JsonArray el && actual is JsonArray al && el.Count == al.Count)
            return el.Zip(al).SelectMany((pair, i) => Differences(pair.First, pair.Second, $"{place}/{i}"));
        return JsonNode.DeepEquals(expected, actual) ? [] : [$"{place} should be {Short(expected)} and is {Short(actual)}"];
    }

    private static string Short(JsonNode? node) => node?.ToJsonString() is { } text ? text.Length > 80 ? text[..80] + "..." : text : "absent";

    private static Task EveryOperationHasASample(Trial trial)
    {
        var samples = Samples(trial);
        foreach (var operation in trial.Subject.Operations.Where(o => o != Operation.Send && o != Operation.Identify))
            trial.Expect(samples.Any(s => s.Operation == operation && !s.ExpectsAProblem), $"There is no sample of {operation.Route}");
        return Task.CompletedTask;
    }

    private static async Task MessagesAreIdentified(Trial trial)
    {
        foreach (var sample in Samples(trial).Where(s => s.Message is not null && s.Operation != Operation.Identify))
        {
            var read = await trial.Subject.AskAsync(sample);
            if (read.Status != 200) continue;
            var identity = await trial.Adapter.PostAsync(AdapterRoutes.IdentifyMessage, new JsonObject { ["content"] = Convert.ToBase64String(sample.Message!) });
            if (!trial.Expect(identity.Status == 200, $"{sample.Name} should be identified", identity)) continue;
            foreach (var mistake in ContractSchemas.Instance.Check(nameof(MessageIdentity), identity.Json)) trial.Fail($"{sample.Name}: {mistake}", identity);
            var kind = sample.Operation == Operation.Assignments ? "assignment" : sample.Operation == Operation.Answers ? "answer" : sample.Operation == Operation.Returns ? "return" : "request-answer";
            trial.Expect(identity.Json?["kind"]?.ToString() == kind, $"{sample.Name} should be identified as {kind}", identity);
            foreach (var difference in Differences(read.Json?["message"], identity.Json, "")) trial.Fail($"{sample.Name}: where it is identified, {difference}", identity);
            if (sample.Parent?.Request is not { } sent || read.Faults.Count > 0) continue;
            if (sample.Operation == Operation.Answers) trial.Expect(identity.Json?["claimNumber"]?.ToString() == sent["number"]?.ToString(), $"{sample.Name} should name its claim", identity);
            if (sample.Operation == Operation.Returns) trial.Expect(identity.Json?["ourReference"]?.ToString() == sent["reference"]?.ToString(), $"{sample.Name} should name the message that it answers", identity);
        }
    }

    private static async Task ValuesOfMessagesMatter(Trial trial)
    {
        foreach (var sample in Samples(trial).Where(s => s is { Message: not null, ExpectsAProblem: false }))
        {
            var before = await trial.Subject.AskAsync(sample);
            foreach (var (place, _, exchange) in await trial.Subject.ChangedAsync(sample)) Expect(trial, sample, place, before, exchange, sample.Insignificant.Message);
        }
    }

    private static async Task ValuesOfRequestsMatter(Trial trial)
    {
        foreach (var sample in Samples(trial).Where(s => !s.ExpectsAProblem))
        {
            var (before, request) = (await trial.Subject.AskAsync(sample), await trial.Subject.RequestAsync(sample));
            foreach (var (place, value) in JsonPlaces.Values(request).Where(p => sample.Message is null || p.Place != "/content").ToList())
            {
                var values = ContractSchemas.Texts(ContractSchemas.Instance.At(sample.Operation.Request, place), "enum");
                var exchange = await trial.Adapter.PostAsync(sample.Operation.Route, JsonPlaces.With(request, place, Changed.Value(value, values)));
                Expect(trial, sample, place, before, exchange, sample.Insignificant.Request);
            }
        }
    }

    private static void Expect(Trial trial, Sample sample, string place, Exchange before, Exchange after, IEnumerable<string> insignificant)
    {
        if (before.Status != 200) return;
        if (!trial.Expect(after.Status is 200 or 400 or 422, $"{sample.Name}, changed at {place}, should be read or refused", after)) return;
        trial.Expect(after.Status != 200 || !after.GaveTheSameAs(before) || Insignificant.Covers(insignificant, place), $"{sample.Name}, changed at {place}, has the same outcome, and sample.yaml does not list it", after);
    }
}
