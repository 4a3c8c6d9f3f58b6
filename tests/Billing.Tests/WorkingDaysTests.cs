using Buurtzorg.Billing.Agreements;

namespace Buurtzorg.Billing.Tests;

public sealed class WorkingDaysTests
{
    private static readonly Calendar Days = new([new(2026, 12, 25), new(2027, 1, 1)]);

    [Theory]
    [InlineData("2026-11-03", 0, "2026-11-03")]
    [InlineData("2026-11-03", 1, "2026-11-04")]
    [InlineData("2026-11-03", 10, "2026-11-17")] // a Tuesday: two weeks later
    [InlineData("2026-11-06", 1, "2026-11-09")] // over a weekend
    [InlineData("2026-11-07", 3, "2026-11-11")] // received on a Saturday: Monday is the first day
    [InlineData("2026-12-24", 1, "2026-12-28")] // over a holiday and a weekend
    [InlineData("2026-12-18", 10, "2027-01-05")] // over two holidays
    public void A_term_counts_working_days_from_the_day_after(string day, int term, string last) => Assert.Equal(DateOnly.Parse(last), Days.After(DateOnly.Parse(day), term));

    [Fact]
    public void Weekends_and_holidays_are_no_working_days()
    {
        Assert.Equal([true, true, false, false, false], new DateOnly[] { new(2026, 12, 23), new(2026, 12, 24), new(2026, 12, 25), new(2026, 12, 26), new(2026, 12, 27) }.Select(Days.IsWorkingDay));
        Assert.True(Calendar.WithoutHolidays.IsWorkingDay(new(2026, 12, 25)));
    }
}
