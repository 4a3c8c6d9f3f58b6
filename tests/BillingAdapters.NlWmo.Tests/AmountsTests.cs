using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Rules;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class AmountsTests
{
    [Theory]
    [InlineData(7061, 380, 44720)] // 44719.67
    [InlineData(6000, 1, 100)]
    [InlineData(30, 1, 1)] // half a cent goes up
    [InlineData(29, 1, 0)]
    [InlineData(99_999_999, 99_999_999, 166_666_663_333_333)]
    public void An_hourly_rate_is_multiplied_by_minutes_and_rounded_once(long rate, long minutes, long amount) =>
        Assert.Equal(amount, Amounts.Of(minutes, Unit.Minute, new(rate, Unit.Hour)));

    [Theory]
    [InlineData(8730, 146)] // 1.455 becomes 1.46
    [InlineData(8724, 145)] // 1.454 becomes 1.45
    public void The_tariff_per_minute_that_is_shown_is_rounded(long rate, long tariff) =>
        Assert.Equal(tariff, Amounts.Tariff(Unit.Minute, new(rate, Unit.Hour)));

    [Fact]
    public void The_shown_tariff_is_not_what_the_amount_is_made_with() =>
        Assert.NotEqual(380 * Amounts.Tariff(Unit.Minute, new(7061, Unit.Hour)), Amounts.Of(380, Unit.Minute, new(7061, Unit.Hour)));

    [Theory]
    [InlineData("999900006", true)]
    [InlineData("999990019", true)]
    [InlineData("999900007", false)]
    [InlineData("000000000", false)]
    [InlineData("99990000", false)]
    [InlineData("99990000６", false)]
    public void A_citizen_service_number_passes_the_eleven_test(string number, bool passes) =>
        Assert.Equal(passes, Bsn.PassesElevenTest(number));
}
