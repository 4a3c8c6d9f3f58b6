using System.Globalization;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using NodaTime;

namespace Buurtzorg.Scheduling.Features;

/// <summary>The same visit on several days at the same time on the wall, as the client lives by.</summary>
internal static class VisitSeries
{
    public const int MostVisits = 100;
    private const int MostDays = 366;

    /// <summary>
    /// A time that does not exist on one of the days (clocks go forward) is refused with that day; of a time that comes twice
    /// (clocks go back) the earlier is taken. Minutes are minutes that pass.
    /// </summary>
    public static Outcome<VisitTime[]> Expand(PlanVisitSeries command, DateTimeZone zone, DateTimeOffset now)
    {
        var (first, last) = (command.FirstDate, command.LastDate);
        if (last < first)
            return Refusal.Invalid("ends-before-it-starts", $"The last date {Day(last)} lies before the first date {Day(first)}.");
        if (PlanningHorizon.Excludes(Midnight(first), now, out var excluded) || PlanningHorizon.Excludes(Midnight(last), now, out excluded))
            return excluded;
        if (last.DayNumber - first.DayNumber >= MostDays)
            return Refusal.Invalid("too-many-visits", $"A series covers at most {MostDays} days.");

        var times = new List<VisitTime>();
        for (var day = first.DayNumber; day <= last.DayNumber; day++)
        {
            var date = DateOnly.FromDayNumber(day);
            if (!command.Weekdays.Contains(date.DayOfWeek))
                continue;
            if (StartOn(date, command.LocalStart, zone) is not { } start)
                return Refusal.Invalid("no-such-local-time", $"{command.LocalStart:HH:mm} does not exist on {Day(date)}: the clocks go forward. Plan that day by itself.");
            if (!VisitTime.Between(start, start.AddMinutes(command.Minutes)).Accepted(out var time, out var refusal))
                return refusal;
            if (times.Count > 0 && times[^1].Overlaps(time))
                return Refusal.Invalid("series-overlaps-itself", $"The visit of {Day(date)} would begin before the one of the day before has ended.");
            times.Add(time);
        }

        return times.Count switch
        {
            0 => Refusal.Invalid("no-visits", $"None of the weekdays lies between {Day(first)} and {Day(last)}."),
            > MostVisits => Refusal.Invalid("too-many-visits", $"The series has {times.Count} visits; at most {MostVisits} are planned at once."),
            _ => times.ToArray(),
        };
    }

    private static DateTimeOffset? StartOn(DateOnly date, TimeOnly time, DateTimeZone zone)
    {
        var mapping = zone.MapLocal(LocalDate.FromDateOnly(date) + LocalTime.FromTimeOnly(time));
        return mapping.Count == 0 ? null : mapping.First().ToInstant().ToDateTimeOffset();
    }

    private static DateTimeOffset Midnight(DateOnly date) => new(date.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static string Day(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
