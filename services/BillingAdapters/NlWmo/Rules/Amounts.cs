using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>TR346 and IV081: what a line must cost, and the tariff that it shows. Whole cents, halves away from zero.</summary>
internal static class Amounts
{
    private const int MinutesPerHour = 60;

    public static long Signed(long amount, Side side) => side == Side.Debit ? amount : -amount;

    public static bool CanPrice(Rate rate, Unit unit) => rate.Per == unit || IsHourly(rate, unit);

    /// <summary>An hourly rate is multiplied by the minutes first and divided and rounded once.</summary>
    public static long Of(long volume, Unit unit, Rate rate) =>
        IsHourly(rate, unit) ? DividedByAnHour((decimal)rate.Amount * volume) : checked(rate.Amount * volume);

    /// <summary>The tariff per minute that is shown; it is rounded, and therefore not what the amount is made with.</summary>
    public static long Tariff(Unit unit, Rate rate) => IsHourly(rate, unit) ? DividedByAnHour(rate.Amount) : rate.Amount;

    private static bool IsHourly(Rate rate, Unit unit) => rate.Per == Unit.Hour && unit == Unit.Minute;

    private static long DividedByAnHour(decimal cents) => (long)Math.Round(cents / MinutesPerHour, 0, MidpointRounding.AwayFromZero);
}
