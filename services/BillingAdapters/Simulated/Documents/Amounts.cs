using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Simulated.Documents;

/// <summary>What a line must cost.</summary>
internal static class Amounts
{
    private const int MinutesPerHour = 60;

    public static long Signed(long amount, Side side) => side == Side.Debit ? amount : -amount;

    public static bool CanPrice(Unit per, Unit unit) => per == unit || (per == Unit.Hour && unit == Unit.Minute);

    /// <summary>Quantity times rate, divided by sixty where minutes are paid per hour, and then rounded once: halves away from zero.</summary>
    public static decimal Of(long quantity, Unit unit, long rate, Unit per) =>
        Math.Round((decimal)quantity * rate / (per == unit ? 1 : MinutesPerHour), 0, MidpointRounding.AwayFromZero);

    /// <summary>An adjustment is the difference of two amounts that were rounded, so it may be one off.</summary>
    public static bool Tally(long amount, long quantity, Unit unit, long rate, Unit per, bool adjusts) =>
        Math.Abs(amount - Of(quantity, unit, rate, per)) <= (adjusts ? 1 : 0);
}
