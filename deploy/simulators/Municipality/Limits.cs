namespace Buurtzorg.Simulators.Municipality;

/// <summary>Whether a debit still fits what was assigned: its budget, the cap of its period, and the cap of the whole assignment.</summary>
internal static class Limits
{
    public static IEnumerable<string> Of(AssignedProduct product, DateOnly from, DateOnly until, long volume, string unit, long amount, Ledger known)
    {
        var before = known.Standing.Where(debit => debit.Assignment == product.Number && debit.Adjusts is null).ToList();
        if (before.Sum(debit => debit.Amount) + amount > product.Budget) yield return "9369";
        if (product.Unit is not { } assigned || !Agreement.Fits(assigned, unit) || !product.Covers(from) || !product.Covers(until)) yield break;

        var delivered = Caps.InUnitOf(product, volume, unit);
        if (delivered > Caps.Of(product, from, until)) yield return "9321";
        if (before.Sum(debit => Caps.InUnitOf(product, debit.Volume, debit.Unit)) + delivered > Caps.Over(product)) yield return "9322";
    }
}
