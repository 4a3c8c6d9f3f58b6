using System.Text.Json.Nodes;

namespace Buurtzorg.CareEvents.Domain;

/// <summary>The catalogue as an AsyncAPI 3.0 document: what this install sends, over which ways.</summary>
internal static class AsyncApi
{
    private static readonly (string Name, string Title, string Description, string? Address, string Summary)[] Ways =
    [
        ("webhook", "Signed webhooks", "The address of your receiver. Each request holds one event in the body and is signed as Standard Webhooks say; any answer of 2xx takes it.", null, "Sends an event to your receiver."),
        ("queue", "A queue of the broker", "A queue of your own for AMQP 0.9.1, each message one event.", "sub-{subscriptionId}", "Puts an event into your queue."),
        ("feed", "The log itself", "Read page by page with `after`, by long poll with `wait`.", "/care-events/v1/events", "Answers with a page of events."),
    ];

    public static JsonObject Document(CloudEvents cloudEvents, string version, Uri publicAddress, Uri? broker)
    {
        var names = Catalogue.All.Select(type => cloudEvents.FullName(type.Name)).ToList();
        return new()
        {
            ["asyncapi"] = "3.0.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Buurtzorg Platform: care events",
                ["version"] = version,
                ["description"] = "Thin notifications as CloudEvents 1.0 (NL GOV profile): who may know more fetches it at dataref with rights of their own. The log numbers every event without a gap; a subscription sees a part of the log and therefore gaps. Each event comes at least once and in the order of its subject: drop ids that you have seen.",
                ["contact"] = new JsonObject { ["name"] = "The IT team of this install", ["email"] = "platform@example.org", ["url"] = "https://example.org/platform" },
                ["license"] = new JsonObject { ["name"] = "EUPL-1.2", ["url"] = "https://eupl.eu/1.2/en/" },
            },
            ["defaultContentType"] = "application/cloudevents+json",
            ["servers"] = Servers(publicAddress, broker),
            ["channels"] = new JsonObject(Ways.Select(way => KeyValuePair.Create(way.Name, (JsonNode?)Channel(way, names, broker is not null)))),
            ["operations"] = new JsonObject(Ways.Select(way => KeyValuePair.Create($"deliver-by-{way.Name}", (JsonNode?)new JsonObject
            {
                ["action"] = "send",
                ["channel"] = Reference($"channels/{way.Name}"),
                ["summary"] = way.Summary,
            }))),
            ["components"] = new JsonObject
            {
                ["messages"] = new JsonObject(Catalogue.All.Select(type => KeyValuePair.Create(cloudEvents.FullName(type.Name), (JsonNode?)Message(type, cloudEvents)))),
                ["schemas"] = new JsonObject([
                    KeyValuePair.Create("cloud-event", (JsonNode?)Envelope()),
                    .. Catalogue.All.Select(type => KeyValuePair.Create(cloudEvents.FullName(type.Name), (JsonNode?)Schemas.Data(type))),
                ]),
                ["securitySchemes"] = new JsonObject
                {
                    ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT", ["description"] = "Client credentials at the install's OpenID Connect issuer, with a scope that the back office allows." },
                    ["queue-user"] = new JsonObject { ["type"] = "userPassword", ["description"] = "The user of the subscription's queue." },
                },
            },
        };
    }

    private static JsonObject Servers(Uri publicAddress, Uri? broker)
    {
        var servers = new JsonObject
        {
            ["gateway"] = new JsonObject
            {
                ["host"] = publicAddress.Authority,
                ["pathname"] = publicAddress.AbsolutePath,
                ["protocol"] = publicAddress.Scheme,
                ["security"] = new JsonArray(Reference("components/securitySchemes/token")),
            },
        };
        if (broker is not null)
            servers["broker"] = new JsonObject
            {
                ["host"] = broker.Authority,
                ["protocol"] = broker.Scheme,
                ["protocolVersion"] = "0.9.1",
                ["security"] = new JsonArray(Reference("components/securitySchemes/queue-user")),
            };
        return servers;
    }

    private static JsonObject Channel((string Name, string Title, string Description, string? Address, string Summary) way, List<string> names, bool hasBroker)
    {
        var channel = new JsonObject
        {
            ["address"] = way.Address,
            ["title"] = way.Title,
            ["description"] = way.Description,
            ["messages"] = new JsonObject(names.Select(name => KeyValuePair.Create(name, (JsonNode?)Reference($"components/messages/{name}")))),
        };
        if (way.Name == "feed")
            channel["servers"] = new JsonArray(Reference("servers/gateway"));
        if (way.Name != "queue")
            return channel;
        if (hasBroker)
            channel["servers"] = new JsonArray(Reference("servers/broker"));
        channel["parameters"] = new JsonObject { ["subscriptionId"] = new JsonObject { ["description"] = "The id of the subscription." } };
        channel["bindings"] = new JsonObject { ["amqp"] = new JsonObject { ["is"] = "queue", ["queue"] = new JsonObject { ["durable"] = true, ["autoDelete"] = false, ["exclusive"] = false }, ["bindingVersion"] = "0.3.0" } };
        return channel;
    }

    private static JsonObject Message(EventType type, CloudEvents cloudEvents) => new()
    {
        ["name"] = cloudEvents.FullName(type.Name),
        ["title"] = type.Name[(type.Name.IndexOf('.', StringComparison.Ordinal) + 1)..type.Name.LastIndexOf('.')],
        ["summary"] = type.Summary,
        ["description"] = $"Needs the scope {string.Join(" or ", type.Scopes)}.",
        ["contentType"] = "application/cloudevents+json",
        ["payload"] = new JsonObject
        {
            ["allOf"] = new JsonArray(
                Reference("components/schemas/cloud-event"),
                new JsonObject
                {
                    ["type"] = "object",
                    ["properties"] = new JsonObject
                    {
                        ["type"] = new JsonObject { ["const"] = cloudEvents.FullName(type.Name) },
                        ["data"] = Reference($"components/schemas/{cloudEvents.FullName(type.Name)}"),
                    },
                }),
        },
    };

    private static JsonObject Envelope()
    {
        static JsonObject Text(string description, string? format = null)
        {
            var text = new JsonObject { ["type"] = "string", ["description"] = description };
            if (format is not null)
                text["format"] = format;
            return text;
        }

        return new()
        {
            ["type"] = "object",
            ["required"] = new JsonArray("specversion", "id", "source", "type", "subject", "time", "datacontenttype", "dataschema", "dataref", "sequence", "sequencetype", "data"),
            ["properties"] = new JsonObject
            {
                ["specversion"] = new JsonObject { ["const"] = "1.0" },
                ["id"] = Text("The same fact has the same id, however often it comes.", "uuid"),
                ["source"] = Text("The organisation of this install.", "uri-reference"),
                ["type"] = Text("A type of this document."),
                ["subject"] = Text("What it is about; events of one subject come in order.", "uuid"),
                ["time"] = Text("When it was logged; when it happened stands in data.", "date-time"),
                ["datacontenttype"] = new JsonObject { ["const"] = "application/json" },
                ["dataschema"] = Text("The JSON Schema of data.", "uri"),
                ["dataref"] = Text("Where to fetch the details with your own rights.", "uri"),
                ["sequence"] = Text("The place in the log: it sorts as text, and as a number rises by one per event of the log."),
                ["sequencetype"] = new JsonObject { ["const"] = "Integer" },
                ["traceparent"] = Text("W3C trace context of what caused it."),
                ["tracestate"] = Text("W3C trace context of what caused it."),
                ["data"] = new JsonObject { ["type"] = "object" },
            },
        };
    }

    private static JsonObject Reference(string to) => new() { ["$ref"] = $"#/{to}" };
}
