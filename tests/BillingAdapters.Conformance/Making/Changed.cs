using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Buurtzorg.BillingAdapters.Conformance.Making;

/// <summary>Another value of the same form.</summary>
internal static class Changed
{
    public static JsonNode? Value(JsonValue value, IReadOnlyList<string> enumeration) => value.GetValueKind() switch
    {
        JsonValueKind.Number => value.TryGetValue<long>(out var number) ? number + 1 : value.GetValue<double>() + 1,
        JsonValueKind.True => false,
        JsonValueKind.False => true,
        _ => enumeration.Count > 0
            ? enumeration[(enumeration.ToList().IndexOf(value.GetValue<string>()) + 1) % enumeration.Count]
            : Text(value.GetValue<string>()),
    };

    /// <summary>A date moves by a day; else the last letter or digit becomes another.</summary>
    public static string Text(string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
            return date.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var letters = text.ToCharArray();
        var at = Array.FindLastIndex(letters, char.IsLetterOrDigit);
        if (at < 0) return text + "x";
        letters[at] = letters[at] switch
        {
            '9' => '0',
            'z' => 'y',
            'Z' => 'Y',
            var c => (char)(c + 1),
        };
        return new(letters);
    }
}
