using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Domain.Pricing;

namespace Buurtzorg.Billing.Domain;

/// <summary>What is known of the care of one client: deliveries, authorisations of every payer, and lines of claims that were not resubmitted.</summary>
/// <param name="OpenMonths">The months that are priced; null: all of them. Lines of the others only count against caps.</param>
/// <param name="Past">What stands of months whose lines are not among these, in sums.</param>
internal sealed record Care(
    IReadOnlyList<Delivery> Deliveries, IReadOnlyList<Authorisation> Authorisations, IReadOnlyList<ClaimLine> Lines, IReadOnlySet<Month>? OpenMonths = null, IReadOnlyList<PastLines>? Past = null)
{
    public IReadOnlyList<PastLines> Past { get; } = Past ?? [];

    public bool IsOpen(Month month) => OpenMonths is null || OpenMonths.Contains(month);
}

/// <summary>Everything of months past that counts against the same caps; its key has no month and no price.</summary>
internal readonly record struct PastLines(LineKey Key, long Volume, long Minor);

/// <summary>What is to be claimed of one client's care.</summary>
/// <param name="Visits">Where every visit of an open month stands.</param>
/// <param name="Unsettled">The open months of which something may yet be claimed after this.</param>
internal sealed record Draft(IReadOnlyList<DraftLine> Lines, IReadOnlyList<VisitStanding> Visits, IReadOnlySet<Month> Unsettled);

/// <summary>Where a visit stands: in a line, or why it is in none.</summary>
internal readonly record struct VisitStanding(Guid VisitId, string State, string? PayerId = null, Guid? AuthorisationId = null, Guid? LineId = null)
{
    /// <summary>It is in a line, and its line is right.</summary>
    public const string Claimed = "claimed";
    /// <summary>Its line was granted and is put right in the next claim.</summary>
    public const string Corrected = "corrected";
    /// <summary>Its line is not right, and the payer has not answered it yet.</summary>
    public const string AwaitsAnswer = "awaits-answer";
    /// <summary>Its line was rejected; it waits for the back office.</summary>
    public const string Rejected = "rejected";
    /// <summary>Its line is not right, and this payer takes no corrections.</summary>
    public const string NotCorrected = "not-corrected";
    public const string OverCap = "over-cap";
    /// <summary>It adds nothing: another visit already stands for the piece.</summary>
    public const string Included = "included";
}

/// <summary>The lines of a claim, as a pure function of agreements and of the care of one client, whatever the order in which that became known.</summary>
internal static class ClaimDraft
{
    /// <summary>
    /// For each key (payer, authorisation, code, month, price) the line that the present deliveries are worth is compared with what was
    /// claimed: without a line it is a new debit; a granted line that differs is corrected; one that awaits its answer waits.
    /// </summary>
    /// <param name="until">The last month that is claimed.</param>
    public static Draft Of(string payerId, Month until, AgreementBook agreements, Care care)
    {
        var sorting = new Sorting(agreements, care);
        var wanted = sorting.ByKey();
        var standing = new Standing();
        foreach (var past in care.Past) standing.Add(past.Key, past.Volume, past.Minor);
        foreach (var one in wanted)
            if (one.IsFixed || !care.IsOpen(one.Key.Month)) standing.Add(one.Key, one.Claimed.Volume, one.Claimed.Minor);

        var lines = new List<DraftLine>();
        foreach (var one in wanted)
        {
            if (!care.IsOpen(one.Key.Month)) continue;
            if (one.Product is not null) one.Price(standing);
            var isOurs = one.Key.PayerId == payerId && one.Key.Month.CompareTo(until) <= 0;
            var stands = one.Standing;
            if (stands is VisitStanding.Corrected && isOurs) lines.AddRange(one.Claimed.Corrections(one));
            if (stands is Match.Covered && isOurs) lines.Add(DraftLine.Debit(one));
            if (one.Delivered > one.Volume || stands is VisitStanding.AwaitsAnswer || (stands is Match.Covered or VisitStanding.Corrected && !isOurs)) sorting.Unsettled.Add(one.Key.Month);
            if (!one.IsFixed) standing.Add(one.Key, isOurs ? one.Volume : Math.Max(one.Volume, one.Claimed.Volume), isOurs ? one.AmountMinor : Math.Max(one.AmountMinor, one.Claimed.Minor));
            var line = one.Claimed.Live?.Id;
            foreach (var part in one.Parts)
                if (care.IsOpen(part.Delivery.Month)) sorting.Standings.Add(new(part.Delivery.VisitId, stands, one.Key.PayerId, one.Key.AuthorisationId, line));
        }
        return new Draft(lines, sorting.Standings, sorting.Unsettled);
    }
}
