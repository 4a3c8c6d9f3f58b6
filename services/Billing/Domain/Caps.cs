using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>What a payer allows: so much of a unit per stretch of time.</summary>
internal sealed record Volume(long Amount, Unit Unit, Frequency Per);

/// <summary>How much of an assigned volume may be claimed when effort is what is paid for (IV076, IV077, IV078).</summary>
internal static class Caps
{
    private const string HouseholdHelp = "01";

    /// <summary>The cap of a product period: a broken week or month counts whole, and household help always has six weeks.</summary>
    public static long OfPeriod(Volume volume, string? category, Days period) =>
        volume.Per is Frequency.Week && category == HouseholdHelp ? volume.Amount * 6 : OfWhole(volume, period);

    /// <summary>The cap over the whole assignment; none while it has no last day.</summary>
    public static long? OfAssignment(Volume volume, DateOnly from, DateOnly? until) => until switch
    {
        _ when volume.Per is Frequency.WholePeriod => volume.Amount,
        { } last => OfWhole(volume, new Days(from, last)),
        null => null,
    };

    private static long OfWhole(Volume volume, Days days) => volume.Amount * volume.Per switch
    {
        Frequency.Day => days.Count,
        Frequency.Week => days.WeeksTouched,
        Frequency.Month => days.MonthsTouched,
        _ => 1,
    };
}
