namespace Buurtzorg.Billing.Domain;

/// <summary>Amounts in minor units (cents) of care that is agreed by the hour and claimed in minutes.</summary>
internal static class Pricing
{
    /// <summary>TR346/IV081: the hourly rate times all minutes of the line, rounded once, half away from zero.</summary>
    public static long Amount(decimal perHour, int minutes) => Cents(perHour * minutes / 60);

    /// <summary>The tariff that a line shows. It is rounded and takes no part in the amount.</summary>
    public static long ShownPerMinute(decimal perHour) => Cents(perHour / 60);

    private static long Cents(decimal amount) => (long)decimal.Round(amount * 100, 0, MidpointRounding.AwayFromZero);
}
