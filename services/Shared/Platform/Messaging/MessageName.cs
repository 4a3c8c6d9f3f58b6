using System.Collections.Concurrent;
using System.Text.Json.Serialization;

namespace Buurtzorg.Platform;

/// <summary>
/// The stable name of an event on the wire and in the outbox: the publishing service (the last part of the namespace) and the
/// record's name in kebab-case, such as <c>care-records.client-admitted</c>. It is also the name of the exchange.
/// </summary>
public static class MessageName
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();

    internal static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower), new UtcInstants() },
    };

    /// <summary>The name of the events of this type.</summary>
    public static string Of(Type type) => Names.GetOrAdd(type, static type =>
        $"{Kebab(type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..])}.{Kebab(type.Name)}");

    internal static string Kebab(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
