using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Buurtzorg.Billing.Domain;

/// <summary>A calendar month in the time zone of the install, written 2026-10.</summary>
internal readonly record struct Month(int Year, int Number) : IComparable<Month>
{
    public DateOnly First => new(Year, Number, 1);

    public DateOnly Last => First.AddMonths(1).AddDays(-1);

    public Days Days => new(First, Last);

    public static Month Of(DateOnly day) => new(day.Year, day.Month);

    public static bool TryParse([NotNullWhen(true)] string? text, out Month month)
    {
        var valid = DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first);
        month = Of(first);
        return valid;
    }

    public static Month Parse(string text) => TryParse(text, out var month) ? month : throw new FormatException($"'{text}' is not a month such as 2026-10.");

    public int CompareTo(Month other) => (Year * 12 + Number).CompareTo(other.Year * 12 + other.Number);

    public override string ToString() => First.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}

/// <summary>Both days are included.</summary>
internal readonly record struct Days(DateOnly From, DateOnly Until)
{
    public static Days All { get; } = new(DateOnly.MinValue.AddDays(14), DateOnly.MaxValue.AddDays(-14));

    /// <summary>Calendar weeks, Monday to Sunday, of which at least one day is included.</summary>
    public int WeeksTouched => (Monday(Until).DayNumber - Monday(From).DayNumber) / 7 + 1;

    public int MonthsTouched => (Until.Year - From.Year) * 12 + Until.Month - From.Month + 1;

    /// <summary>The days of it that lie in a month.</summary>
    public Days Within(Month month) => new(From > month.First ? From : month.First, Until < month.Last ? Until : month.Last);

    public int Count => Until.DayNumber - From.DayNumber + 1;

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
