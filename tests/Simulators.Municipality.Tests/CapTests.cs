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

        long?[] months = [.. Enumerable.Range(0, 3).Select(month => Caps.Of(product,
            Later(product.From, start.AddMonths(month)), Earlier(product.Until!.Value, start.AddMonths(month + 1).AddDays(-1))))];

        Assert.Equal([first, second, third], months);
        Assert.Equal(total, Caps.Over(product));
    }

    [Theory]
    [InlineData("2025-07-07", "2025-09-05", 900, 1800, 0, 2700)]
    [InlineData("2025-07-07", "2025-09-07", 900, 1500, 300, 2700)]
    [InlineData("2025-07-08", "2025-09-03", 900, 1800, 0, 2700)]
    public void Three_hundred_euro_a_week_count_the_Sundays(string from, string until, long first, long second, long third, long total)
    {
        var product = A(300, Frequency.Week, from, until) with { Unit = Unit.Euro };

        Assert.Equal([first, second, third], [
            Caps.Of(product, product.From, new(2025, 7, 31)), Caps.Of(product, new(2025, 8, 1), new(2025, 8, 31)), Caps.Of(product, new(2025, 9, 1), product.Until!.Value)]);
        Assert.Equal(total, Caps.Over(product));
    }

    [Fact]
    public void An_assignment_of_less_than_a_week_still_has_one_result()
    {
        var product = A(1, Frequency.Week, "2025-10-14", "2025-10-16") with { Unit = Unit.Output };

        Assert.Equal(1, Caps.Of(product, product.From, product.Until!.Value));
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

    [Theory]
    [InlineData("02A03", Unit.Hour, 6, 38940, 6490L)]
    [InlineData("02A20", Unit.Output, 2, 85000, 42500L)]
    [InlineData("02A21", Unit.Effort, 3, 5625, 1875L)]
    [InlineData("07A03", Unit.PartOfDay, 4, 20520, 5130L)]
    [InlineData("04A01", Unit.DayAndNight, 2, 28500, 14250L)]
    [InlineData("02A03", Unit.Euro, 12345, 12345, null)]
    public void Every_unit_has_its_price(string code, string unit, long volume, long amount, long? tariff)
    {
        Assert.Equal(amount, Agreement.Amount(code, new(2025, 8, 1), unit, volume));
        Assert.Equal(tariff, Agreement.Tariff(code, new(2025, 8, 1), unit));
    }

    private static AssignedProduct A(long volume, string frequency, string from, string until) =>
        new(1, TownHall.Bsn, "02", "02A03", volume, Unit.Hour, frequency, DateOnly.Parse(from), DateOnly.Parse(until), Deleted: false);

    private static DateOnly Later(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Earlier(DateOnly a, DateOnly b) => a < b ? a : b;
}
