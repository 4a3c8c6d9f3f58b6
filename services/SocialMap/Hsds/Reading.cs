using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Buurtzorg.SocialMap.Hsds;

/// <summary>Something that cannot be taken over.</summary>
/// <param name="Kind">What it would have been.</param>
/// <param name="Id">Its id, where it has one.</param>
/// <param name="Place">Where it stands in the source.</param>
/// <param name="Reason">A sentence without any of its contents.</param>
internal sealed record Fault(string Kind, Guid? Id, string Place, string Reason);

/// <summary>
/// Reads what a directory says into what HSDS says it should be: a null is the same as nothing, a number may be written as a text and the other way
/// round, a text that has not the form it should have is left out. What breaks the standard beyond that is refused: the part alone, unless it is the entry itself.
/// </summary>
internal static class Reading
{
    /// <summary>Null where the thing itself is refused; the last of the faults then says why.</summary>
    public static JsonObject? Read(string kind, JsonNode? node, string place, List<Fault> faults)
    {
        if (node is not JsonObject given)
            return Refuse(kind, null, place, "This is not an object.", faults);
        if (!Guid.TryParse(Text(given["id"]), out var id))
            return Refuse(kind, null, place, "id is missing or no UUID.", faults);

        var read = new JsonObject { ["id"] = id.ToString() };
        foreach (var (name, value) in given)
        {
            if (value is null || name == "id")
                continue;
            if (Vocabulary.Lists.TryGetValue(name, out var partKind) && !(name == "accessibility" && value is JsonValue))
            {
                if (value is not JsonArray list)
                    return Refuse(kind, id, place, $"{name} is not a list.", faults);
                var parts = list.Select((part, number) => Read(partKind, part, $"{place}.{name}[{number}]", faults)).OfType<JsonObject>().ToArray<JsonNode?>();
                if (parts.Length > 0)
                    read[name] = new JsonArray(parts);
            }
            else if (Vocabulary.Parts.TryGetValue(name, out var part))
            {
                if (Read(part.Kind, value, $"{place}.{name}", faults) is { } whole)
                    read[name] = whole;
            }
            else if (value is JsonObject or JsonArray)
                read[name] = value.DeepClone(); // an extension of the source's own
            else if (!TryRead(name, value.AsValue(), out var plain))
                return Refuse(kind, id, place, Explain(name), faults);
            else if (plain is not null)
                read[name] = plain;
        }
        var missing = Vocabulary.Required.GetValueOrDefault(kind, []).Where(field => read[field] is null).ToArray();
        return missing.Length == 0 ? read : Refuse(kind, id, place, $"{string.Join(" and ", missing)} {(missing.Length == 1 ? "is" : "are")} missing or empty.", faults);
    }

    private static bool TryRead(string name, JsonValue value, out JsonNode? read)
    {
        read = null;
        if (Vocabulary.Numbers.Contains(name))
        {
            if (value.GetValueKind() == JsonValueKind.String && Text(value)!.Trim().Length == 0)
                return true;
            if (!decimal.TryParse(Text(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return false;
            read = JsonValue.Create(number);
            return true;
        }
        if (value.GetValueKind() is JsonValueKind.True or JsonValueKind.False)
        {
            read = value.DeepClone();
            return true;
        }
        var text = Text(value)!.Trim();
        if (text.Length == 0)
            return true;
        if (Vocabulary.Choices.TryGetValue(name, out var choices))
        {
            read = choices.FirstOrDefault(choice => choice.Equals(text, StringComparison.OrdinalIgnoreCase));
            return read is not null;
        }
        if (name.EndsWith("_id", StringComparison.Ordinal) && name is not "tax_id")
        {
            read = Guid.TryParse(text, out var id) ? id.ToString() : null;
            return read is not null;
        }
        if (text.Contains('\0', StringComparison.Ordinal))
            return false;
        read = Vocabulary.Forms.TryGetValue(name, out var fits) && !fits(text) ? null : text;
        return true;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value ? value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString() : null;

    private static string Explain(string name) =>
        Vocabulary.Numbers.Contains(name) ? $"{name} is not a number."
        : Vocabulary.Choices.TryGetValue(name, out var choices) ? $"{name} is none of {string.Join(", ", choices)}."
        : name.EndsWith("_id", StringComparison.Ordinal) ? $"{name} is no UUID."
        : $"{name} cannot be kept.";

    private static JsonObject? Refuse(string kind, Guid? id, string place, string reason, List<Fault> faults)
    {
        faults.Add(new Fault(kind, id, place, reason));
        return null;
    }
}
