using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>The schemas of openapi.yaml, as far as the contract uses the language.</summary>
internal sealed class ContractSchemas
{
    private readonly YamlMappingNode _schemas;

    private ContractSchemas(YamlMappingNode document)
    {
        Version = document["info"]["version"].ToString();
        _schemas = (YamlMappingNode)document["components"]["schemas"];
    }

    public static ContractSchemas Instance { get; } = Load();

    public string Version { get; }

    public YamlMappingNode Of(string name) => (YamlMappingNode)_schemas[name];

    /// <summary>What about a value is not as its schema says, each in a sentence with its place.</summary>
    public List<string> Check(string schema, JsonNode? value)
    {
        List<string> mistakes = [];
        Check(Of(schema), value, "", mistakes);
        return mistakes;
    }

    /// <summary>Follows references.</summary>
    public YamlMappingNode Resolve(YamlNode schema)
    {
        var node = (YamlMappingNode)schema;
        if (Get(node, "allOf") is YamlSequenceNode all) return Resolve(all[0]);
        return Get(node, "$ref") is { } reference ? Of(reference.ToString().Split('/')[^1]) : node;
    }

    /// <summary>The schema at a place of a value, such as <c>/lines/0/unit</c>.</summary>
    public YamlMappingNode? At(string schema, string pointer)
    {
        var node = Of(schema);
        foreach (var step in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Get(node, "items") ?? Get(Get(node, "properties"), step);
            if (next is null) return null;
            node = Resolve(next);
        }
        return node;
    }

    /// <summary>A value that fits the form of its schema with every member present, and means nothing.</summary>
    public JsonNode Example(string schema) => Example(Of(schema));

    public static YamlNode? Get(YamlNode? node, string key) => node is YamlMappingNode map && map.Children.TryGetValue(key, out var value) ? value : null;

    public static string? Text(YamlNode? node, string key) => Get(node, key)?.ToString();

    public static List<string> Texts(YamlNode? node, string key) => Get(node, key) is YamlSequenceNode list ? [.. list.Select(n => n.ToString())] : [];

    public static IEnumerable<(string Name, YamlNode Schema)> Members(YamlNode node) =>
        Get(node, "properties") is YamlMappingNode members ? members.Children.Select(m => (m.Key.ToString(), m.Value)) : [];

    private void Check(YamlNode at, JsonNode? value, string place, List<string> mistakes)
    {
        var schema = Resolve(at);
        void Wrong(string what) => mistakes.Add($"{(place == "" ? "the whole" : place)} {what}");
        switch (Text(schema, "type"))
        {
            case "object" when value is JsonObject o:
                foreach (var name in Texts(schema, "required").Where(name => o[name] is null)) mistakes.Add($"{place}/{name} is missing");
                foreach (var (name, member) in Members(schema).Where(m => o[m.Name] is not null)) Check(member, o[name], $"{place}/{name}", mistakes);
                break;
            case "array" when value is JsonArray items:
                if (items.Count < Number(schema, "minItems")) Wrong("has too few items");
                for (var i = 0; i < items.Count; i++) Check(schema["items"], items[i], $"{place}/{i}", mistakes);
                break;
            case "string" when value is JsonValue v && v.GetValueKind() == JsonValueKind.String:
                if (WhyNotText(schema, v.GetValue<string>()) is { } why) Wrong(why);
                break;
            case "integer" when value is JsonValue v && v.GetValueKind() == JsonValueKind.Number && long.TryParse(v.ToJsonString(), out var number):
                if (number < Number(schema, "minimum")) Wrong($"is less than {Text(schema, "minimum")}");
                break;
            case "boolean" when value is JsonValue v && v.GetValueKind() is JsonValueKind.True or JsonValueKind.False:
                break;
            default:
                Wrong($"is not of type {Text(schema, "type")}");
                break;
        }
    }

    private static string? WhyNotText(YamlNode schema, string text)
    {
        if (Texts(schema, "enum") is { Count: > 0 } values && !values.Contains(text)) return $"is none of {string.Join(", ", values)}";
        if (text.Length < Number(schema, "minLength")) return "is too short";
        if (text.Length > Number(schema, "maxLength")) return "is too long";
        if (Text(schema, "pattern") is { } pattern && !Regex.IsMatch(text, pattern)) return $"does not match {pattern}";
        return Text(schema, "format") switch
        {
            "date" when !IsDate(text) => "is no date",
            "byte" when !Convert.TryFromBase64String(text, new byte[text.Length], out _) => "is no base64",
            _ => null,
        };
    }

    public static bool IsDate(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static long? Number(YamlNode schema, string key) => Text(schema, key) is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : null;

    private JsonNode Example(YamlNode at)
    {
        var schema = Resolve(at);
        switch (Text(schema, "type"))
        {
            case "object":
                return new JsonObject(Members(schema).Select(m => KeyValuePair.Create(m.Name, (JsonNode?)Example(m.Schema))));
            case "array":
                return new JsonArray(Example(schema["items"]));
            case "integer":
                return 1;
            case "boolean":
                return true;
        }
        if (Texts(schema, "enum") is [var first, ..]) return first;
        return Text(schema, "format") switch
        {
            "date" => "2026-10-31",
            "byte" => "eA==",
            _ => Text(schema, "pattern") switch { "^[A-Z]{3}$" => "EUR", "^[0-9a-f]{64}$" => new string('0', 64), _ => "x" },
        };
    }

    private static ContractSchemas Load()
    {
        var yaml = new YamlStream();
        using var stream = typeof(ContractSchemas).Assembly.GetManifestResourceStream("openapi.yaml")!;
        yaml.Load(new StreamReader(stream));
        return new((YamlMappingNode)yaml.Documents[0].RootNode);
    }
}
