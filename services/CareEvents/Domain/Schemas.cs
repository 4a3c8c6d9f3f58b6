using System.Text.Json.Nodes;

namespace Buurtzorg.CareEvents.Domain;

/// <summary>The JSON Schema of the <c>data</c> of a type. It allows more properties: a receiver ignores what it does not know.</summary>
internal static class Schemas
{
    public const string Dialect = "https://json-schema.org/draft/2020-12/schema";

    public static JsonObject Of(EventType type, CloudEvents cloudEvents)
    {
        var schema = Data(type);
        schema.Insert(0, "$schema", Dialect);
        schema.Insert(1, "$id", cloudEvents.SchemaOf(type.Name).ToString());
        schema.Insert(2, "title", cloudEvents.FullName(type.Name));
        return schema;
    }

    /// <summary>Without the keywords that only stand in a document of its own.</summary>
    public static JsonObject Data(EventType type) => new()
    {
        ["description"] = type.Summary,
        ["type"] = "object",
        ["properties"] = new JsonObject(type.Facts.Select(fact => KeyValuePair.Create(fact.Name.TrimEnd('?'), (JsonNode?)Property(fact)))),
        ["required"] = new JsonArray([.. type.Facts.Where(fact => !fact.Name.EndsWith('?')).Select(fact => JsonValue.Create(fact.Name))]),
    };

    private static JsonObject Property(Fact fact)
    {
        var property = fact.Kind switch
        {
            "uuid" or "date" or "date-time" => new JsonObject { ["type"] = "string", ["format"] = fact.Kind },
            "month" => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-(0[1-9]|1[0-2])$" },
            "version" => new JsonObject { ["type"] = "integer", ["minimum"] = 1 },
            "boolean" => new JsonObject { ["type"] = "boolean" },
            _ => throw new ArgumentException($"A fact has no kind {fact.Kind}."),
        };
        property["description"] = fact.Summary;
        return property;
    }
}
