using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Tests;

public sealed class CapsTests
{
    private static readonly Volume ThreeAWeek = new(3, Unit.Hour, Frequency.Week);

    [Theory] // IV076 and IV077, the worked examples
    [InlineData("2025-10-07", "2025-12-30", "2025-10", 12)]
    [InlineData("2025-10-07", "2025-12-30", "2025-11", 15)]
    [InlineData("2025-10-07", "2025-12-30", "2025-12", 15)]
    [InlineData("2025-07-07", "2025-09-07", "2025-07", 12)]
    [InlineData("2025-07-07", "2025-09-07", "2025-08", 15)]
    [InlineData("2025-07-07", "2025-09-07", "2025-09", 3)]
    public void A_month_has_the_weeks_it_touches(string from, string until, string month, long hours) =>
        Assert.Equal(hours, Caps.OfPeriod(ThreeAWeek, "02", Some.Authorisation(from, until).PeriodIn(Month.Parse(month))));

    [Theory]
    [InlineData("2025-10-07", "2025-12-30", 39)]
    [InlineData("2025-07-07", "2025-09-07", 27)]
    public void The_whole_assignment_has_its_weeks_once(string from, string until, long hours) =>
        Assert.Equal(hours, Caps.OfAssignment(ThreeAWeek, DateOnly.Parse(from), DateOnly.Parse(until)));

    [Fact]
    public void Household_help_always_has_six_weeks_in_a_month() =>
        Assert.Equal(18, Caps.OfPeriod(ThreeAWeek, "01", Some.Authorisation("2025-09-01", "2025-09-07").PeriodIn(Month.Parse("2025-09"))));

    [Fact] // IV078
    public void A_broken_month_has_its_whole_volume() =>
        Assert.Equal(15, Caps.OfPeriod(new Volume(15, Unit.Hour, Frequency.Month), "02", Some.Authorisation("2025-10-14", null).PeriodIn(Month.Parse("2025-10"))));

    [Fact]
    public void An_assignment_without_an_end_has_no_cap_as_a_whole_unless_its_volume_is_for_the_whole()
    {
        Assert.Null(Caps.OfAssignment(ThreeAWeek, new(2025, 10, 7), null));
        Assert.Equal(900, Caps.OfAssignment(new Volume(900, Unit.Minute, Frequency.WholePeriod), new(2025, 10, 7), null));
    }

    [Theory]
    [InlineData("2026-09-30", "2026-09-30", 1)]
    [InlineData("2026-10-04", "2026-10-05", 2)] // Sunday and Monday
    [InlineData("2026-12-28", "2027-01-03", 1)] // ISO week 53
    public void Weeks_run_from_Monday_to_Sunday(string from, string until, int weeks) =>
        Assert.Equal(weeks, new Days(DateOnly.Parse(from), DateOnly.Parse(until)).WeeksTouched);
}
