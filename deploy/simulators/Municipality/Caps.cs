namespace Buurtzorg.Simulators.Municipality;

/// <summary>How much may be declared: by effort IV076 and IV077 per week, by output the Sundays, IV078 per month. In the unit of the assignment.</summary>
internal static class Caps
{
    private const string HouseholdHelp = "01";

    /// <summary>Over one product period. A broken week or month counts whole; household help always has six weeks a month.</summary>
    public static long? Of(AssignedProduct product, DateOnly from, DateOnly until) => product.Frequency switch
    {
        Frequency.Week when product.Unit is Unit.Output or Unit.Euro => Sundays(product, from, until) * product.Volume,
        Frequency.Week when product.Category == HouseholdHelp => 6 * product.Volume,
        _ => Times(product.Frequency, from, until) * product.Volume,
    };

    /// <summary>Over the whole assignment, broken weeks and months included; none while it has no last day, unless the total itself was assigned.</summary>
    public static long? Over(AssignedProduct product) => (product.Frequency, product.Until) switch
    {
        (Frequency.Total, _) => product.Volume,
        (_, { } until) => Times(product.Frequency, product.From, until) * product.Volume,
        _ => null,
    };

    /// <summary>A volume in the unit of the assignment; minutes may be declared where hours are assigned.</summary>
    public static decimal InUnitOf(AssignedProduct product, long volume, string unit) =>
        (product.Unit, unit) is (Unit.Hour, Unit.Minute) ? volume / 60m : volume;

    // A result is due at the end of its week; the broken week at the end of the assignment belongs to the period of its last Sunday.
    private static long Sundays(AssignedProduct product, DateOnly from, DateOnly until)
    {
        var count = (Monday(until.AddDays(1)).DayNumber - Monday(from).DayNumber) / 7;
        if (product.Until is not { } end || end.DayOfWeek == DayOfWeek.Sunday) return count;
        var last = Monday(end).AddDays(-1);
        return last < product.From ? 1 : last >= from && last <= until ? count + 1 : count;
    }

    private static long Times(string? frequency, DateOnly from, DateOnly until) => frequency switch
    {
        Frequency.Day => until.DayNumber - from.DayNumber + 1,
        Frequency.Week => (Monday(until).DayNumber - Monday(from).DayNumber) / 7 + 1,
        Frequency.Month => (until.Year - from.Year) * 12 + until.Month - from.Month + 1,
        _ => 1,
    };

    private static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
