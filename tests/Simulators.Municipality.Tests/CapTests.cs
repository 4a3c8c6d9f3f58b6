using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

public sealed class CapTests
{
    [Theory]
    [InlineData("2025-10-07", "2025-12-30", 12, 15, 15, 39)]
    [InlineData("2025-07-07", "2025-09-07", 12, 15, 3, 27)]
    public void Three_hours_a_week_count_the_weeks_touched(string from, string until, long first, long second, long third, long total)
    {
        var product = A(3, Frequency.Week, from, until);
        var start = product.From.AddDays(1 - product.From.Day);

        long[] months = [.. Enumerable.Range(0, 3).Select(month => Caps.Of(product,
            Later(product.From, start.AddMonths(month)), Earlier(product.Until!.Value, start.AddMonths(month + 1).AddDays(-1))))];

        Assert.Equal([first, second, third], months);
        Assert.Equal(total, Caps.Over(product));
    }

    [Fact]
    public void A_broken_month_has_the_full_volume_of_a_month() =>
        Assert.Equal(15, Caps.Of(A(15, Frequency.Month, "2025-10-14", "2025-12-31"), new(2025, 10, 14), new(2025, 10, 31)));

    [Fact]
    public void Household_help_always_has_six_weeks_a_month() =>
        Assert.Equal(18, Caps.Of(A(3, Frequency.Week, "2025-10-01", "2025-12-31") with { Category = "01" }, new(2025, 10, 1), new(2025, 10, 31)));

    [Theory]
    [InlineData("02A03", "2025-12-31", 600, 64900, 108)]
    [InlineData("02A03", "2026-01-01", 95, 10656, 112)]
    [InlineData("02A05", "2026-01-01", 95, 15073, 159)]
    public void An_amount_comes_from_the_hour_rate_and_not_from_the_tariff_shown(string code, string day, long minutes, long amount, long tariff)
    {
        Assert.Equal(amount, Agreement.Amount(code, DateOnly.Parse(day), Unit.Minute, minutes));
        Assert.Equal(tariff, Agreement.Tariff(code, DateOnly.Parse(day), Unit.Minute));
    }

    private static AssignedProduct A(long volume, string frequency, string from, string until) =>
        new(1, TownHall.Bsn, "02", "02A03", volume, Unit.Hour, frequency, DateOnly.Parse(from), DateOnly.Parse(until), Deleted: false);

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
