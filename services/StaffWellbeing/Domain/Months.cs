using System.Globalization;

namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>A month is its first day; on the wire <c>2026-10</c>.</summary>
internal static class Months
{
    public const string Pattern = "^20[0-9]{2}-(0[1-9]|1[0-2])$";

    public static DateOnly Of(DateOnly day) => new(day.Year, day.Month, 1);

    public static DateOnly Parse(string month) => DateOnly.ParseExact(month, "yyyy-MM", CultureInfo.InvariantCulture);

    public static string Say(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
