using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Buurtzorg.Platform;

namespace Buurtzorg.Scheduling.Domain;

/// <summary>Weeks of ISO 8601, from Monday, written <c>2026-W44</c>.</summary>
internal static class Weeks
{
    public const string Pattern = "^[0-9]{4}-W[0-9]{2}$";

    public static DateOnly MondayOf(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    public static string Say(DateOnly monday) => string.Create(CultureInfo.InvariantCulture, $"{ISOWeek.GetYear(monday):0000}-W{ISOWeek.GetWeekOfYear(monday):00}");

    /// <summary>The Monday of a week; left out, of the last week that is over.</summary>
    public static bool Read(string? week, DateOnly today, out DateOnly monday, [NotNullWhen(false)] out Refusal? refusal)
    {
        (monday, refusal) = (MondayOf(today).AddDays(-7), null);
        if (week is null)
            return true;
        var (year, number) = (int.Parse(week.AsSpan(0, 4), CultureInfo.InvariantCulture), int.Parse(week.AsSpan(6), CultureInfo.InvariantCulture));
        if (year is < 2000 or > 2200 || number < 1 || number > ISOWeek.GetWeeksInYear(year))
        {
            refusal = Refusal.Invalid("no-such-week", $"There is no week {week} in ISO 8601; name one such as {Say(monday)}.");
            return false;
        }
        monday = ISOWeek.ToDateOnly(year, number, DayOfWeek.Monday);
        return true;
    }
}
