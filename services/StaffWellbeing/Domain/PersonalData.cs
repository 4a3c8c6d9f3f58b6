using System.Text.RegularExpressions;
using Buurtzorg.Platform;

namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>
/// Texts here are never about another person. What a machine can see of that is a citizen service number, a telephone number or an e-mail address; a date
/// is none of them.
/// </summary>
internal static partial class PersonalData
{
    public static Refusal? Refuses(params IEnumerable<string> texts) => texts.Any(IsIn)
        ? Refusal.Invalid("names-a-person", "The text holds what looks like a citizen service number, a telephone number or an e-mail address. Tell what happened without pointing at anybody.")
        : null;

    internal static bool IsIn(string text) => Email().IsMatch(text) || Number().Matches(Date().Replace(text, " | ")).Any(number =>
        number.Value.Count(char.IsAsciiDigit) is var digits && (digits >= 9 || digits == 8 && number.Value.Length == 8));

    [GeneratedRegex(@"[^\s@]+@[^\s@]+\.[^\s@]+")]
    private static partial Regex Email();

    [GeneratedRegex(@"\b(\d{1,2}[-./]\d{1,2}[-./]\d{2,4}|\d{4}-\d{2}-\d{2})\b")]
    private static partial Regex Date();

    [GeneratedRegex(@"\d(?:[ \-./()]{0,2}\d)+")]
    private static partial Regex Number();
}
