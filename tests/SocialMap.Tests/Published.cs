using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Buurtzorg.SocialMap.Tests;

/// <summary>The published schemas and examples as an oracle, where STANDARDS_DIR names them.</summary>
internal static class Published
{
    private static readonly EvaluationOptions Strict = new() { OutputFormat = OutputFormat.List, RequireFormatValidation = true };

    public static string Folder(params string[] path)
    {
        var folder = Environment.GetEnvironmentVariable("STANDARDS_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "STANDARDS_DIR does not name the folder of the published schemas.");
        return Path.Combine([folder, "open-referral", .. path]);
    }

    /// <summary>What a schema of Open Referral UK 3.0 has against this.</summary>
    public static List<string> Faults(string schema, JsonElement instance)
    {
        var text = Inline(JsonNode.Parse(File.ReadAllText(Folder("uk-3.0", schema)))!, Path.GetDirectoryName(Folder("uk-3.0", schema))!).ToJsonString();
        var result = JsonSchema.FromText(text, new BuildOptions { SchemaRegistry = new SchemaRegistry() }).Evaluate(instance, Strict);
        return result.IsValid ? [] : [.. (result.Details ?? []).Where(detail => detail.Errors is not null).SelectMany(detail => detail.Errors!.Select(error => $"{detail.InstanceLocation}: {error.Value}"))];
    }

    // A reference of these files names a file beside them; what refers back to where it came from is left open.
    private static JsonNode Inline(JsonNode node, string folder, int depth = 0)
    {
        if (node is JsonArray list)
            return new JsonArray([.. list.Select(item => item is null ? null : Inline(item, folder, depth))]);
        if (node is not JsonObject given)
            return node.DeepClone();
        if (given["$ref"] is JsonValue reference)
            return depth < 4 ? Inline(JsonNode.Parse(File.ReadAllText(Path.Combine(folder, Path.GetFileName(reference.GetValue<string>()))))!, folder, depth + 1) : new JsonObject();
        string[] understood = ["type", "properties", "items", "required", "enum", "format", "minimum", "maximum"];
        var names = given.ContainsKey("properties") || given.ContainsKey("type") ? understood : [.. given.Select(field => field.Key)];
        var kept = new JsonObject();
        foreach (var (name, value) in given.Where(field => field.Value is not null && names.Contains(field.Key)))
            kept[name] = name == "properties" ? new JsonObject(value!.AsObject().Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Inline(property.Value!, folder, depth)))) : Inline(value!, folder, depth);
        return kept;
    }
}
