using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>The adapter that is checked, what it says of itself, and its samples.</summary>
internal sealed class Subject(Options options, Adapter adapter, Exchange shown, Manifest manifest)
{
    private readonly ConcurrentDictionary<Sample, Task<Exchange>> _asked = new();
    private readonly ConcurrentDictionary<Sample, Task<IReadOnlyList<(string Place, int Index, Exchange Exchange)>>> _changed = new();

    public Options Options => options;
    public Adapter Adapter => adapter;
    public Exchange Shown => shown;
    public Manifest Manifest => manifest;
    public IReadOnlyList<Sample> Samples { get; } = Sample.Of(options.Samples);
    public ClaimMaker Claims { get; } = new(manifest, Profile.Of(options.Samples), options.Seed);

    /// <summary>What was answered before anything else was asked; PURE-04 asks it again.</summary>
    public List<(string Route, JsonNode Request, Exchange Exchange, DateTime At)> AtFirst { get; } = [];

    /// <summary>What hostile messages were answered with; several requirements look at it.</summary>
    public IReadOnlyList<Requirements.Attack>? Attacks { get; set; }

    public int Minor => Version.TryParse(manifest.ContractVersion, out var version) ? version.Minor : 0;

    public IEnumerable<Operation> Operations => Operation.All.Where(Has);

    public bool Has(Operation operation) => Minor >= operation.Since && Can(operation.Capability);

    public bool Can(string? capability) => capability is null
        || capability.Split('|').Any(name => shown.Json?["capabilities"]?[name] is JsonValue value && value.TryGetValue<bool>(out var can) && can);

    public Task<Exchange> AskAsync(Sample sample) => _asked.GetOrAdd(sample, async s => await adapter.PostAsync(s.Operation.Route, await RequestAsync(s)));

    /// <summary>The request of a sample; for an answer it is made of what its claim was rendered to.</summary>
    public async Task<JsonObject> RequestAsync(Sample sample, byte[]? message = null)
    {
        var request = sample.Request?.DeepClone() as JsonObject ?? [];
        if (sample.Message is not null) request["content"] = Convert.ToBase64String(message ?? sample.Message);
        if (sample.Parent is not { Request: { } sent } parent || sample.Request is not null) return request;
        if (sample.Operation == Operation.Answers)
        {
            var references = (await AskAsync(parent)).Json?["lines"] as JsonArray;
            var lines = (sent["lines"] as JsonArray ?? []).Select((line, i) => (JsonNode?)new JsonObject
            {
                ["lineId"] = line?["lineId"]?.DeepClone(),
                ["answerReference"] = (references is not null && i < references.Count ? references[i]?["answerReference"] : line?["reference"])?.DeepClone(),
                ["amount"] = line?["amount"]?.DeepClone(),
                ["side"] = line?["side"]?.DeepClone(),
            });
            request["claim"] = Some(sent, "number", "sender", "payer", "currency", "total");
            request["claim"]!["lines"] = new JsonArray([.. lines]);
        }
        else
        {
            var numbers = (sent["items"] as JsonArray)?.Select(item => item?["assignment"]?["number"]) ?? (sent["products"] as JsonArray ?? []).Select(p => p?["assignmentNumber"]);
            request["sent"] = Some(sent, "reference", "sender", "payer");
            request["sent"]!["assignmentNumbers"] = new JsonArray([.. numbers.Where(n => n is not null).Select(n => n!.DeepClone())]);
        }
        return request;
    }

    /// <summary>What is answered when one value of the message is changed, for each value.</summary>
    public Task<IReadOnlyList<(string Place, int Index, Exchange Exchange)>> ChangedAsync(Sample sample) => _changed.GetOrAdd(sample, async s =>
    {
        var values = MessageValues.Of(s.Message!);
        var answers = new List<(string, int, Exchange)>();
        for (var i = 0; i < values.Places.Count; i++)
            answers.Add((values.Places[i], i, await adapter.PostAsync(s.Operation.Route, await RequestAsync(s, values.Change(i)))));
        return answers;
    });

    private static JsonObject Some(JsonObject of, params string[] members) => new(members.Select(name => KeyValuePair.Create(name, of[name]?.DeepClone())));
}
