using System.Globalization;
using System.Text.RegularExpressions;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Simulated.Csv;

/// <summary>A kind of value: its form, and the form in words. Free ones may hold what a spreadsheet takes for a formula.</summary>
internal sealed partial record Kind(string Expected, Func<string, bool> Accepts, bool IsFree = false)
{
    public const int LongestText = 500;

    public static readonly Kind Reference = new("1 to 36 letters, digits and hyphens, not beginning with a hyphen", ReferenceForm().IsMatch);
    public static readonly Kind Code = new("1 to 40 letters, digits, spaces and . _ / -, beginning with a letter or digit and not ending in a space", CodeForm().IsMatch);
    public static readonly Kind Reason = new("1 to 20 capitals, digits and hyphens, beginning with a letter", ReasonForm().IsMatch);
    public static readonly Kind Currency = new("three capitals", value => value.Length == 3 && value.All(char.IsAsciiLetterUpper));
    public static readonly Kind Date = new("a date such as 2026-10-31", value => DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    public static readonly Kind Moment = new("a moment such as 2026-09-28T14:05:00", value => DateTime.TryParseExact(value, "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _));
    public static readonly Kind Quantity = new("a whole number of at most twelve digits, without sign or leading zeros", QuantityForm().IsMatch);
    public static readonly Kind Money = new("an amount with two decimals, such as 614.31", value => MoneyForm().IsMatch(value) && value != "-0.00");
    public static readonly Kind Price = new("an amount with two decimals and without sign, such as 23.50", value => Money.Accepts(value) && value[0] != '-');
    public static readonly Kind Text = new($"at most {LongestText} characters, without a space at either end", value => value.Length <= LongestText && !HasSpaceAround(value), IsFree: true);

    public static Kind Words(params IReadOnlyList<string> words) => new($"one of {string.Join(", ", words)}", words.Contains);

    public static Kind Identifier(IdentifierScheme scheme)
    {
        var form = new Regex(scheme.Pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled);
        return new($"an identifier of the scheme {scheme.Scheme}", value => value.Length <= 40 && form.Match(value).Length == value.Length && value.Length > 0, IsFree: true);
    }

    /// <summary>Neither what breaks a line, nor what no eye sees.</summary>
    public static bool IsControl(char c) => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF';

    private static bool HasSpaceAround(string value) => value.Length > 0 && (char.IsWhiteSpace(value[0]) || char.IsWhiteSpace(value[^1]));

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,35}$", RegexOptions.CultureInvariant)]
    private static partial Regex ReferenceForm();

    [GeneratedRegex("^[A-Za-z0-9]([A-Za-z0-9 ._/-]{0,38}[A-Za-z0-9._/-])?$", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();

    [GeneratedRegex("^[A-Z][A-Z0-9-]{0,19}$", RegexOptions.CultureInvariant)]
    private static partial Regex ReasonForm();

    [GeneratedRegex("^(0|[1-9][0-9]{0,11})$", RegexOptions.CultureInvariant)]
    private static partial Regex QuantityForm();

    [GeneratedRegex(@"^-?(0|[1-9][0-9]{0,9})\.[0-9]{2}$", RegexOptions.CultureInvariant)]
    private static partial Regex MoneyForm();
}
