using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;
using NodaTime;

namespace Buurtzorg.Scheduling.Tests.Rules;

public sealed class VisitSeriesTests
{
    private static readonly DateTimeZone Amsterdam = DateTimeZoneProviders.Tzdb["Europe/Amsterdam"];
    private static readonly DateTimeOffset Now = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly DayOfWeek[] EveryDay = Enum.GetValues<DayOfWeek>();

    [Fact]
    public void A_series_keeps_its_time_on_the_wall_when_the_clocks_go_back()
    {
        var times = Expand(Series("2026-10-24", "2026-10-26", "08:00"));

        Assert.Equal(["2026-10-24 06:00:00Z", "2026-10-25 07:00:00Z", "2026-10-26 07:00:00Z"], times.Select(time => $"{time.Start:u}"));
        Assert.All(times, time => Assert.Equal(45, time.Minutes));
    }

    [Fact]
    public void A_series_keeps_its_time_on_the_wall_when_the_clocks_go_forward() =>
        Assert.Equal(
            ["2027-03-27 07:00:00Z", "2027-03-28 06:00:00Z", "2027-03-29 06:00:00Z"],
            Expand(Series("2027-03-27", "2027-03-29", "08:00")).Select(time => $"{time.Start:u}"));

    [Fact]
    public void A_time_that_does_not_exist_is_refused_with_the_day()
    {
        var refusal = Refused(Series("2027-03-20", "2027-04-10", "02:30"), "no-such-local-time");

        Assert.Contains("2027-03-28", refusal, StringComparison.Ordinal);
        Assert.Contains("02:30", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_time_that_comes_twice_is_the_earlier() =>
        Assert.Equal("2026-10-25 00:30:00Z", $"{Assert.Single(Expand(Series("2026-10-25", "2026-10-25", "02:30"))).Start:u}");

    [Theory]
    [InlineData("2026-10-24", "2026-10-25 07:00:00+01:00")]
    [InlineData("2027-03-27", "2027-03-28 07:00:00+02:00")]
    public void A_night_visit_over_a_clock_change_ends_by_the_minutes_that_pass(string date, string sameTimeOnTheWall)
    {
        var night = Assert.Single(Expand(Series(date, date, "23:00", minutes: 480)));

        Assert.Equal(480, night.Minutes);
        Assert.Equal(60, Math.Abs((night.End - DateTimeOffset.Parse(sameTimeOnTheWall)).TotalMinutes));
    }

    [Fact]
    public void Only_the_named_weekdays_are_planned() =>
        Assert.Equal(
            [DayOfWeek.Monday, DayOfWeek.Thursday, DayOfWeek.Monday],
            Expand(Series("2026-10-05", "2026-10-12", "08:00", weekdays: [DayOfWeek.Thursday, DayOfWeek.Monday, DayOfWeek.Monday])).Select(time => time.Start.DayOfWeek));

    [Fact]
    public void A_hundred_visits_are_planned_at_once_and_not_one_more()
    {
        Assert.Equal(100, Expand(Series("2026-10-01", "2027-01-08", "12:00")).Length);
        Refused(Series("2026-10-01", "2027-01-09", "12:00"), "too-many-visits");
    }

    [Theory]
    [InlineData("2026-10-02", "2026-10-01", "ends-before-it-starts")]
    [InlineData("2026-10-01", "2027-10-02", "too-many-visits")]
    [InlineData("0001-01-01", "2026-10-02", "outside-the-roster")]
    [InlineData("2026-10-01", "9999-12-31", "outside-the-roster")]
    public void Dates_that_make_no_series_are_refused(string first, string last, string code) => Refused(Series(first, last, "12:00"), code);

    [Fact]
    public void A_series_without_a_day_is_refused() =>
        Refused(Series("2026-10-05", "2026-10-05", "12:00", weekdays: [DayOfWeek.Sunday]), "no-visits");

    [Fact]
    public void Visits_of_a_whole_day_run_into_each_other_where_a_day_has_23_hours()
    {
        Assert.Equal(3, Expand(Series("2026-10-24", "2026-10-26", "12:00", minutes: 1440)).Length);
        Refused(Series("2027-03-26", "2027-03-29", "12:00", minutes: 1440), "series-overlaps-itself");
    }

    [Fact]
    public void Every_visit_of_any_series_starts_at_the_named_time_on_the_wall()
    {
        var random = new Random(25);
        for (var round = 0; round < 300; round++)
        {
            var first = new DateOnly(2025, 1, 1).AddDays(random.Next(900));
            var start = new TimeOnly(random.Next(4, 24), random.Next(60));
            var series = new PlanVisitSeries(Guid.Empty, Guid.Empty, CareService.Nursing, EveryDay, start, random.Next(1, 600), first, first.AddDays(random.Next(99)));

            Assert.All(Expand(series), time => Assert.Equal(
                start, Instant.FromDateTimeOffset(time.Start).InZone(Amsterdam).TimeOfDay.ToTimeOnly()));
        }
    }

    private static PlanVisitSeries Series(string first, string last, string start, int minutes = 45, DayOfWeek[]? weekdays = null) => new(
        Guid.Empty, Guid.Empty, CareService.Guidance, weekdays ?? EveryDay, TimeOnly.Parse(start), minutes, DateOnly.Parse(first), DateOnly.Parse(last));

    private static VisitTime[] Expand(PlanVisitSeries series) =>
        VisitSeries.Expand(series, Amsterdam, Now).Accepted(out var times, out var refusal) ? times : throw new InvalidOperationException(refusal.Code);

    private static string Refused(PlanVisitSeries series, string code)
    {
        Assert.False(VisitSeries.Expand(series, Amsterdam, Now).Accepted(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
        return refusal.Detail;
    }
}
