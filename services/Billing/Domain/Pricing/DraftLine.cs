using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain.Pricing;

/// <summary>A line of a claim that has no number yet. Volume and amount are not negative; the side gives them their sign.</summary>
internal sealed record DraftLine(
    LineKey Key, Side Side, string? AuthorisationNumber, string? Category, Days Period, long Volume, long VolumeOverCap, long AmountMinor, string? Rounding, int UnitSize, Guid[] Visits, int[] VisitMinutes,
    Guid? CreditedLineId = null, Guid? AdjustedLineId = null)
{
    public long SignedMinor => Side is Side.Debit ? AmountMinor : -AmountMinor;

    public static DraftLine Debit(Wanted wanted) => new(
        wanted.Key, Side.Debit, wanted.Authorisation?.Number, wanted.Product?.Category, wanted.Period, wanted.Volume, Math.Max(0, wanted.Delivered - wanted.Volume), wanted.AmountMinor, wanted.Rounding, wanted.Product?.UnitSize ?? 1,
        [.. wanted.Parts.Select(part => part.Delivery.VisitId)], [.. wanted.Parts.Select(part => part.Added)]);

    /// <summary>A credit repeats what its debit asked; of a debit that was granted in part it takes back what was granted.</summary>
    public static DraftLine Credit(ClaimLine debit) => new(
        debit.Key, Side.Credit, debit.AuthorisationNumber, debit.Category, new(debit.From, debit.Until), debit.Volume, 0, debit.GrantedMinor ?? debit.AmountMinor, null, debit.UnitSize, [], [], CreditedLineId: debit.Id);

    public static DraftLine Adjustment(Wanted wanted, ClaimLine live, long volume, long minor) => Debit(wanted) with
    {
        Side = minor > 0 ? Side.Debit : Side.Credit,
        AuthorisationNumber = live.AuthorisationNumber,
        Category = live.Category,
        Period = new(live.From, live.Until),
        Volume = Math.Abs(volume),
        AmountMinor = Math.Abs(minor),
        AdjustedLineId = live.Id,
    };
}
