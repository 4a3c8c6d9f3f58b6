using System.Globalization;
using System.Text.Json.Nodes;

namespace Buurtzorg.BillingAdapters.Conformance.Making;

/// <summary>Places in JSON, such as <c>/lines/0/amount</c>, and copies that differ there.</summary>
internal static class JsonPlaces
{
    /// <summary>Every place below the root: (place, value).</summary>
    public static IEnumerable<(string Place, JsonNode? Value)> All(JsonNode? node, string at = "")
    {
        var children = node switch
        {
            JsonObject o => o.Select(m => ($"{at}/{m.Key}", m.Value)),
            JsonArray list => list.Select((item, i) => ($"{at}/{i}", item)),
            _ => [],
        };
        foreach (var (place, value) in children)
        {
            yield return (place, value);
            foreach (var below in All(value, place)) yield return below;
        }
    }

    public static IEnumerable<(string Place, JsonValue Value)> Values(JsonNode? node) =>
        All(node).Where(p => p.Value is JsonValue).Select(p => (p.Place, (JsonValue)p.Value!));

    public static JsonNode? At(JsonNode? root, string place) => place.Split('/', StringSplitOptions.RemoveEmptyEntries)
        .Aggregate(root, (node, step) => node is JsonArray list ? list[int.Parse(step, CultureInfo.InvariantCulture)] : node?[step]);

    public static JsonNode With(JsonNode root, string place, JsonNode? value)
    {
        var copy = root.DeepClone();
        var (parent, key) = Split(copy, place);
        if (parent is JsonArray list) list[int.Parse(key, CultureInfo.InvariantCulture)] = value;
        else parent[key] = value;
        return copy;
    }

    public static JsonNode Without(JsonNode root, string place)
    {
        var copy = root.DeepClone();
        var (parent, key) = Split(copy, place);
        ((JsonObject)parent).Remove(key);
        return copy;
    }

    private static (JsonNode Parent, string Key) Split(JsonNode root, string place)
    {
        var end = place.LastIndexOf('/');
        return (At(root, place[..end])!, place[(end + 1)..]);
    }
}
