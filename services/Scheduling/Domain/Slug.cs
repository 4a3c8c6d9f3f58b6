using System.Text.Json;

namespace Buurtzorg.Scheduling.Domain;

/// <summary>How our enums are written in events and in the database: as on the wire, in kebab-case.</summary>
internal static class Slug<T> where T : struct, Enum
{
    private static readonly Dictionary<T, string> Slugs =
        Enum.GetValues<T>().ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

    private static readonly Dictionary<string, T> Values = Slugs.ToDictionary(pair => pair.Value, pair => pair.Key);

    public static string Of(T value) => Slugs[value];

    public static T Parse(string slug) => Values[slug];
}
