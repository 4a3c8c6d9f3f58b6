using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Rate = Buurtzorg.Billing.Agreements.Rate;

namespace Buurtzorg.Billing.Tests;

public sealed class CapsTests
{
    private static readonly Volume ThreeAWeek = new(3, Unit.Hour, Frequency.Week);
    private static readonly AuthorisedWeeks Sundays = new(WeekRule.Sundays, 0);

    [Theory] // IV076 and IV077, the worked examples
    [InlineData("2025-10-07", "2025-12-30", "2025-10", 12)]
    [InlineData("2025-10-07", "2025-12-30", "2025-11", 15)]
    [InlineData("2025-10-07", "2025-12-30", "2025-12", 15)]
    [InlineData("2025-07-07", "2025-09-07", "2025-07", 12)]
    [InlineData("2025-07-07", "2025-09-07", "2025-08", 15)]
    [InlineData("2025-07-07", "2025-09-07", "2025-09", 3)]
    public void A_month_has_the_weeks_it_touches(string from, string until, string month, long hours) => Assert.Equal(hours, OfPeriod(ThreeAWeek, AuthorisedWeeks.Default, from, until, month));

    [Theory] // the worked example of output
    [InlineData("2025-07-07", "2025-09-05", "2025-07", 900)]
    [InlineData("2025-07-07", "2025-09-05", "2025-08", 1800)]
    [InlineData("2025-07-07", "2025-09-05", "2025-09", 0)]
    [InlineData("2025-07-07", "2025-09-07", "2025-08", 1500)]
    [InlineData("2025-07-07", "2025-09-07", "2025-09", 300)]
    [InlineData("2025-09-01", "2025-09-04", "2025-09", 300)] // no Sunday in it at all
    [InlineData("2025-09-01", null, "2025-11", 1500)]
    public void Where_output_is_paid_a_month_has_the_weeks_that_end_in_it(string from, string? until, string month, long euros) =>
        Assert.Equal(euros, OfPeriod(new(300, Unit.MinorCurrencyUnit, Frequency.Week), Sundays, from, until, month));

    [Theory]
    [InlineData("2025-10-07", "2025-12-30", 39)]
    [InlineData("2025-07-07", "2025-09-07", 27)]
    public void The_whole_authorisation_has_its_weeks_once(string from, string until, long hours) =>
        Assert.Equal(hours, Caps.OfAuthorisation(ThreeAWeek, DateOnly.Parse(from), DateOnly.Parse(until)));

    [Fact]
    public void The_weeks_that_end_in_its_months_are_all_weeks_of_an_authorisation()
    {
        for (var length = 0; length < 200; length++)
        {
            var days = new Days(new(2025, 7, 3), new DateOnly(2025, 7, 3).AddDays(length));
            var months = Enumerable.Range(7, 12).Select(month => new Month(2025 + (month - 1) / 12, (month - 1) % 12 + 1));

            Assert.Equal(days.WeeksTouched, months.Where(month => month.First <= days.Until).Sum(month => Caps.OfPeriod(new(1, Unit.Hour, Frequency.Week), Sundays, days, month)));
        }
    }

    [Fact]
    public void Household_help_always_has_six_weeks_in_a_month() => Assert.Equal(18, OfPeriod(ThreeAWeek, new(WeekRule.Touched, 6), "2025-09-01", "2025-09-07", "2025-09"));

    [Fact] // IV078
    public void A_broken_month_has_its_whole_volume() => Assert.Equal(15, OfPeriod(new(15, Unit.Hour, Frequency.Month), AuthorisedWeeks.Default, "2025-10-14", null, "2025-10"));

    [Fact]
    public void An_authorisation_without_an_end_has_no_cap_as_a_whole_unless_its_volume_is_for_the_whole()
    {
        Assert.Null(Caps.OfAuthorisation(ThreeAWeek, new(2025, 10, 7), null));
        Assert.Equal(900, Caps.OfAuthorisation(new Volume(900, Unit.Minute, Frequency.WholePeriod), new(2025, 10, 7), null));
    }

    [Theory]
    [InlineData("2026-09-30", "2026-09-30", 1)]
    [InlineData("2026-10-04", "2026-10-05", 2)] // Sunday and Monday
    [InlineData("2026-12-28", "2027-01-03", 1)] // ISO week 53
    public void Weeks_run_from_Monday_to_Sunday(string from, string until, int weeks) => Assert.Equal(weeks, new Days(DateOnly.Parse(from), DateOnly.Parse(until)).WeeksTouched);

    [Fact]
    public void A_budget_is_spent_to_the_minute_and_no_further()
    {
        var authorisation = Some.Authorisation(budget: 10000);

        var lines = Some.Lines([Some.Delivery("2026-09-05", 60), Some.Delivery("2026-10-05", 60), Some.Delivery("2026-11-05", 60)], authorisation);

        Assert.Equal([("2026-09", 60L, 6730L), ("2026-10", 29L, 3253L)], lines.Select(line => (line.Key.Month.ToString(), line.Volume, line.AmountMinor)));
        Assert.Equal(31, lines[1].VolumeOverCap);
    }

    [Fact]
    public void An_authorised_sum_of_money_per_month_is_a_cap_too()
    {
        var line = Assert.Single(Some.Lines([Some.Delivery("2026-10-05", 60)], Some.Authorisation(volume: new(3000, Unit.MinorCurrencyUnit, Frequency.Month))));

        Assert.Equal((26L, 34L, 2916L), (line.Volume, line.VolumeOverCap, line.AmountMinor));
    }

    [Theory]
    [InlineData("Week", 90L, null, "90 90 60")] // two visits of an hour in the first two weeks, and one in the third
    [InlineData("Period", 200L, null, "200")]
    [InlineData("Period", null, 15000L, "150")]
    [InlineData("Authorisation", 250L, null, "250")]
    public void An_agreement_caps_a_product_per_week_month_or_authorisation(string per, long? minutes, long? cents, string expected)
    {
        var product = new AgreedProduct("guidance", "02", "02A03", [new Rate(new(2025, 1, 1), null, 60m)], Caps: [new Cap(Enum.Parse<CapPer>(per), minutes, cents)]);
        string[] days = ["2026-10-05", "2026-10-06", "2026-10-12", "2026-10-13", "2026-10-19"];

        var line = Assert.Single(Some.Draft(Some.With(product), days.Select(day => Some.Delivery(day, 60)), [Some.Authorisation()]).Lines);

        Assert.Equal((expected.Split(' ').Sum(long.Parse), 300L), (line.Volume, line.Volume + line.VolumeOverCap));
    }

    private static long OfPeriod(Volume volume, AuthorisedWeeks weeks, string from, string? until, string month) => Caps.OfPeriod(volume, weeks, Some.Authorisation(from, until).Days, Month.Parse(month));
}
