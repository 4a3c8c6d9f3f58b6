using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Tests;

public sealed class UsageTests
{
    private static readonly DateOnly Today = new(2026, 10, 31);
    private static readonly Days October = new(new(2026, 10, 1), new(2026, 10, 31));

    [Theory] // from, until, so much of a unit per what, minutes authorised in October
    [InlineData("2026-09-01", null, 600, Unit.Minute, Frequency.Month, 600)]
    [InlineData("2026-09-01", null, 2, Unit.Hour, Frequency.Week, 5 * 120)] // 28 September to 1 November are five weeks
    [InlineData("2026-10-05", "2026-10-11", 2, Unit.Hour, Frequency.Week, 120)]
    [InlineData("2026-10-30", null, 1, Unit.PartOfDay, Frequency.Day, 2 * 240)]
    [InlineData("2026-10-31", null, 1, Unit.DayAndNight, Frequency.Day, 1440)]
    [InlineData("2026-10-01", "2026-12-31", 9200, Unit.Minute, Frequency.WholePeriod, 3100)] // 31 of 92 days
    [InlineData("2026-10-01", null, 9200, Unit.Minute, Frequency.WholePeriod, null)] // nobody says how long it must last
    [InlineData("2026-11-01", null, 600, Unit.Minute, Frequency.Month, 0)]
    public void Time_is_authorised_for_the_days_that_are_asked_for(string from, string? until, long amount, Unit unit, Frequency per, int? minutes)
    {
        var usage = Usage.Of(Some.Authorisation(from, until, volume: new(amount, unit, per)), October, [], Today, 90);

        Assert.Equal((Unit.Minute, (long?)minutes), (usage.Unit, usage.Authorised));
    }

    [Fact]
    public void What_was_given_outside_the_days_counts_for_the_whole_and_not_for_them()
    {
        var authorisation = Some.Authorisation("2026-09-01", "2026-12-31", volume: new(1000, Unit.Minute, Frequency.WholePeriod));

        var usage = Usage.Of(authorisation, October, [Care("2026-09-10", 500), Care("2026-10-10", 100)], Today, 60);

        Assert.Equal((100L, true), (usage.Delivered, usage.Warning)); // 600 of 1000 at 60 percent
    }

    [Theory] // minutes used of 1000 until 31 October, of 1 October to 31 December
    [InlineData(0, null)]
    [InlineData(310, null)] // 10 a day lasts for 100 days
    [InlineData(500, "2026-12-01")] // 62 days
    [InlineData(1000, "2026-10-31")]
    [InlineData(2000, "2026-10-16")]
    [InlineData(336, null)] // exactly until the last day
    public void It_runs_out_as_it_went_so_far(int used, string? day)
    {
        var authorisation = Some.Authorisation("2026-10-01", "2026-12-31", volume: new(1000, Unit.Minute, Frequency.WholePeriod));

        Assert.Equal(day, Usage.Of(authorisation, October, used == 0 ? [] : [Care("2026-10-05", used)], Today, 90).RunsOutOn?.ToString("yyyy-MM-dd"));
    }

    [Fact]
    public void Without_a_bound_to_the_whole_nothing_runs_out_and_the_month_warns()
    {
        var authorisation = Some.Authorisation("2026-10-01", null, volume: new(100, Unit.Minute, Frequency.Month));

        Assert.False(Usage.Of(authorisation, October, [Care("2026-10-05", 89)], Today, 90).Warning);
        var usage = Usage.Of(authorisation, October, [Care("2026-10-05", 90)], Today, 90);
        Assert.Equal((true, null), (usage.Warning, usage.RunsOutOn));
    }

    [Fact]
    public void Visits_are_counted_and_money_is_added_up()
    {
        var visits = Usage.Of(Some.Authorisation("2026-10-01", null, volume: new(3, Unit.Visit, Frequency.Week)), October, [Care("2026-10-05", 30), Care("2026-10-06", 30)], Today, 90);
        var money = Usage.Of(Some.Authorisation("2026-10-01", "2026-12-31", volume: new(920_00, Unit.MinorCurrencyUnit, Frequency.WholePeriod)), October, [Care("2026-10-05", 30, 33_65)], Today, 90);

        Assert.Equal((Unit.Visit, 15L, 2L), (visits.Unit, visits.Authorised!.Value, visits.Delivered));
        Assert.Equal((Unit.MinorCurrencyUnit, 310_00L, 33_65L), (money.Unit, money.Authorised!.Value, money.Delivered));
    }

    [Fact]
    public void A_budget_without_a_volume_is_money()
    {
        var authorisation = new Authorisation { Id = Guid.CreateVersion7(), PayerId = Some.Payer, Number = "1", IdentifierHash = "hash" };
        authorisation.Enter(new(null, null, new(2026, 10, 1), null, null, null, null, 500_00, null), DateTimeOffset.UnixEpoch);

        var usage = Usage.Of(authorisation, October, [Care("2026-10-05", 60, 450_00)], Today, 90);

        Assert.Equal((Unit.MinorCurrencyUnit, (long?)null, 450_00L, true, new DateOnly(2026, 11, 4)), (usage.Unit, usage.Authorised, usage.Delivered, usage.Warning, usage.RunsOutOn!.Value));
    }

    [Fact]
    public void Without_volume_and_budget_there_is_no_bound()
    {
        var usage = Usage.Of(Some.Authorisation("2026-10-01"), October, [Care("2026-10-05", 60)], Today, 90);

        Assert.Equal((null, 60L, null, false), (usage.Authorised, usage.Delivered, usage.RunsOutOn, usage.Warning));
    }

    [Theory]
    [InlineData(1, 3L, "33.3")]
    [InlineData(2, 3L, "66.7")]
    [InlineData(150, 100L, "150.0")]
    [InlineData(0, 100L, "0.0")]
    [InlineData(1, 0L, null)]
    [InlineData(1, null, null)]
    public void A_share_is_a_percentage_with_one_decimal(long delivered, long? authorised, string? share) =>
        Assert.Equal(share, Usage.Share(delivered, authorised)?.ToString("0.0", System.Globalization.CultureInfo.InvariantCulture));

    private static Given Care(string day, int minutes, long amountMinor = 0) => new(DateOnly.Parse(day), minutes, amountMinor);
}
