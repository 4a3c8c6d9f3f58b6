using System.Globalization;
using System.Text.RegularExpressions;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>A simple type of the base schema: what a value must look like, and how that is said to people.</summary>
internal sealed record Kind(string Expected, Func<string, bool> Accepts, string FaultCode = "value-invalid")
{
    /// <summary>The code list that says so, where it is one of the table of rules.</summary>
    public string? Rule { get; init; }

    public static Kind Text(int max) =>
        new($"text of at most {max} characters", v => v.Length <= max && !string.IsNullOrWhiteSpace(v) && !v.AsSpan().ContainsAny('\r', '\n'));

    public static Kind Code(params string[] values) => new($"one of {string.Join(", ", values)}", values.Contains);

    public static Kind Always(string value, string faultCode) => new(value, v => v.Trim() == value, faultCode);

    public static Kind Matching(string pattern, string expected)
    {
        var regex = new Regex($"^(?:{pattern})\\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        return new(expected, regex.IsMatch);
    }

    public static Kind Number(long max) => new(
        $"a whole number from 0 to {max}",
        v => long.TryParse(v, NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            && number >= 0 && number <= max);

    public static readonly Kind Date = new("a date without a time zone, such as 2026-10-31", v => Values.TryDate(v, out _));

    public static readonly Kind Time = new("a time without a time zone, such as 14:05:00", v => Values.TryTime(v, out _));

    public static readonly Kind Comment = new("text", v => !string.IsNullOrWhiteSpace(v));

    public static readonly Kind Municipality = Matching("[0-9]{4}", "a municipality code of four digits");

    public static readonly Kind Provider = Matching("[0-9]{8}", "an AGB code of eight digits");

    public static readonly Kind Bsn = Matching("[0-9]{9}", "nine digits");

    public static readonly Kind Version = Matching("(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)\\.(0|[1-9][0-9]*)", "a version of three numbers");

    public static readonly Kind Reference = new("at most 20 characters", v => v.Length is >= 1 and <= 20);

    public static readonly Kind ReturnCode = Matching("[0-9A-Z][0-9]{3}", "a return code of four characters") with { Rule = "WJ001" };

    public static readonly Kind Amount = Number(99_999_999);

    public static readonly Kind TotalAmount = Number(999_999_999_999);

    public static readonly Kind AssignmentNumber = Number(999_999_999);
}
