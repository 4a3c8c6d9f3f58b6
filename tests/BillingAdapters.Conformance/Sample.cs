using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>A case of the folder that an adapter ships (README.md has the format).</summary>
/// <param name="Name">Its folder, such as <c>claims/october/answers/partly</c>.</param>
/// <param name="Message">The payer's bytes, where the operation reads a message.</param>
/// <param name="Request">request.json; null where the kit makes it.</param>
/// <param name="Expected">response.json; null where it is missing.</param>
/// <param name="Parent">The claim, notice or request that it answers.</param>
internal sealed record Sample(
    string Name, Operation Operation, string Folder, byte[]? Message, JsonObject? Request, JsonObject? Expected, Insignificant Insignificant, Sample? Parent)
{
    private static readonly (string Folder, Operation Operation, string? Below, Operation? Answer)[] Kinds =
    [
        ("identify", Operation.Identify, null, null),
        ("assignments", Operation.Assignments, null, null),
        ("claims", Operation.Claims, "answers", Operation.Answers),
        ("notices", Operation.Notices, "returns", Operation.Returns),
        ("requests", Operation.Requests, "returns", Operation.Returns),
        ("request-answers", Operation.RequestAnswers, null, null),
    ];

    public static IReadOnlyList<Sample> Of(string? folder)
    {
        if (folder is null) return [];
        var samples = new List<Sample>();
        foreach (var (name, operation, below, answer) in Kinds)
            foreach (var at in Cases(Path.Combine(folder, name)))
            {
                var sample = Read(at, $"{name}/{Path.GetFileName(at)}", operation, null);
                samples.Add(sample);
                if (below is null) continue;
                samples.AddRange(Cases(Path.Combine(at, below)).Select(a => Read(a, $"{sample.Name}/{below}/{Path.GetFileName(a)}", answer!, sample)));
            }
        return samples;
    }

    public bool ExpectsAProblem => Expected?["status"] is JsonValue;

    private static IEnumerable<string> Cases(string folder) => Directory.Exists(folder) ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal) : [];

    private static Sample Read(string folder, string name, Operation operation, Sample? parent)
    {
        var message = Directory.GetFiles(folder, "message.*").Order(StringComparer.Ordinal).FirstOrDefault();
        if (operation.ReadsAMessage != message is not null)
            throw new InvalidDataException($"The sample {name} {(message is null ? "has no message.* with the bytes of the payer" : "has a message, which its operation does not read")}.");
        var request = Json(folder, "request.json");
        if (request is null && operation != Operation.Identify && parent is null) throw new InvalidDataException($"The sample {name} has no request.json.");
        return new(name, operation, folder, message is null ? null : File.ReadAllBytes(message), request, Json(folder, "response.json"), Insignificant.Of(folder), parent);
    }

    private static JsonObject? Json(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) return null;
        try
        {
            var json = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new InvalidDataException($"{path} holds no object.");
            Fill(json, folder);
            return json;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}");
        }
    }

    // "content": "file:x" becomes the bytes of x, and the sha256 beside it theirs.
    private static void Fill(JsonNode? node, string folder)
    {
        if (node is JsonObject o && o["content"] is JsonValue v && v.TryGetValue<string>(out var text) && text.StartsWith("file:", StringComparison.Ordinal))
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, text["file:".Length..]));
            o["content"] = Convert.ToBase64String(bytes);
            if (o.ContainsKey("name")) o["sha256"] ??= Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes));
        }
        foreach (var child in node switch { JsonObject members => members.Select(m => m.Value).ToList(), JsonArray items => [.. items], _ => [] }) Fill(child, folder);
    }
}

/// <summary>Values of a sample that may change without changing the outcome.</summary>
internal sealed class Insignificant
{
    public List<string> Message { get; set; } = [];
    public List<string> Request { get; set; } = [];

    public static Insignificant Of(string folder)
    {
        var file = Path.Combine(folder, "sample.yaml");
        if (!File.Exists(file)) return new();
        return new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build()
            .Deserialize<Dictionary<string, Insignificant>>(File.ReadAllText(file)).GetValueOrDefault("insignificant") ?? new();
    }

    /// <summary><c>*</c> is anything within a step, <c>**</c> any number of steps; an index that is left out is any.</summary>
    public static bool Covers(IEnumerable<string> patterns, string place) => patterns.Any(pattern =>
        Regex.IsMatch(place, "^" + string.Concat(pattern.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(step => step switch
        {
            "**" => "(/[^/]+)*",
            _ => "/" + Regex.Escape(step).Replace(@"\*", "[^/]*") + (step.EndsWith(']') ? "" : @"(\[\d+\])?"),
        })) + "$"));
}
