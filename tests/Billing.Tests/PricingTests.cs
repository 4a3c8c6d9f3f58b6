using Buurtzorg.Billing.Domain;

namespace Buurtzorg.Billing.Tests;

public sealed class PricingTests
{
    [Theory]
    [InlineData(67.30, 60, 6730)]
    [InlineData(67.30, 50, 5608)] // 56.0833...
    [InlineData(67.30, 45, 5048)] // 50.475, half away from zero
    [InlineData(87.30, 1, 146)] // 1.455
    [InlineData(87.24, 1, 145)] // 1.454
    public void The_amount_is_the_hourly_rate_times_the_minutes_of_the_line_rounded_once(double perHour, int minutes, long cents) =>
        Assert.Equal(cents, Pricing.Amount((decimal)perHour, minutes));

    [Theory]
    [InlineData(87.30, 146)]
    [InlineData(87.24, 145)]
    public void The_tariff_per_minute_is_shown_rounded_half_away_from_zero(double perHour, long cents) =>
        Assert.Equal(cents, Pricing.ShownPerMinute((decimal)perHour));

    [Fact]
    public void The_shown_tariff_takes_no_part_in_the_amount() =>
        Assert.NotEqual(Pricing.ShownPerMinute(87.30m) * 380, Pricing.Amount(87.30m, 380));
}
