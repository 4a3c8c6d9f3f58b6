using Buurtzorg.Billing.Agreements;

namespace Buurtzorg.Billing.Domain;

/// <summary>One product, for one client, under one authorisation, in one month.</summary>
internal sealed record DraftLine(Guid ClientId, Authorisation Authorisation, AgreedProduct Product, Month Month, int Minutes, int MinutesOverCap, decimal PerHour, IReadOnlyList<Delivery> Deliveries)
{
    public Days Period => Authorisation.PeriodIn(Month);
    public long Amount => Pricing.Amount(PerHour, Minutes);
}

/// <summary>What earlier claims asked under an authorisation and the payer has not rejected.</summary>
internal sealed record ClaimedBefore(Guid AuthorisationId, Guid ClientId, string Code, Month Month, int Minutes)
{
    public bool Asks(Delivery delivery, Match match) =>
        (ClientId, AuthorisationId, Code, Month) == (delivery.ClientId, match.Authorisation!.Id, match.Product!.Code, delivery.Month);
}

/// <summary>The lines of a claim, as a pure function of agreements, authorisations and deliveries.</summary>
internal static class ClaimDraft
{
    /// <summary>
    /// Care of an earlier month that could not be claimed then comes along, unless its product was claimed for that month:
    /// a second debit for the same period, product and assignment is refused by the payer, so that care waits for a correction.
    /// </summary>
    public static DraftLine[] Lines(
        string payerId, AgreementBook agreements, IEnumerable<Delivery> deliveries, ILookup<Guid, Authorisation> ofClient, IReadOnlyCollection<ClaimedBefore> before)
    {
        var beforeOfClient = before.ToLookup(claimed => claimed.ClientId);
        var groups =
            from delivery in deliveries
            let match = Matching.Find(delivery, ofClient[delivery.ClientId], agreements)
            where match.State == Match.Covered && match.Authorisation?.PayerId == payerId
            where !beforeOfClient[delivery.ClientId].Any(claimed => claimed.Asks(delivery, match))
            group (delivery, match) by (delivery.ClientId, AuthorisationId: match.Authorisation!.Id, match.Product!.Code, delivery.Month) into line
            orderby line.Key.ClientId, line.First().match.Authorisation!.Number, line.Key.Month, line.Key.Code
            select line;

        var used = before.ToLookup(claimed => claimed.AuthorisationId);
        var lines = new List<DraftLine>();
        foreach (var line in groups)
        {
            var match = line.First().match;
            var minutes = line.Sum(item => item.delivery.Minutes);
            var room = Room(match.Authorisation!, line.Key.Month, [
                .. used[line.Key.AuthorisationId].Select(claimed => (claimed.Month, claimed.Minutes)),
                .. lines.Where(drafted => drafted.Authorisation.Id == line.Key.AuthorisationId).Select(drafted => (drafted.Month, drafted.Minutes))]);
            var claimable = (int)Math.Min(minutes, room);
            if (claimable > 0)
                lines.Add(new DraftLine(line.Key.ClientId, match.Authorisation!, match.Product!, line.Key.Month, claimable, minutes - claimable, match.PerHour,
                    [.. line.Select(item => item.delivery).OrderBy(delivery => delivery.VisitId)]));
        }
        return [.. lines];
    }

    private static long Room(Authorisation authorisation, Month month, IReadOnlyList<(Month Month, int Minutes)> used)
    {
        if (authorisation.Volume is not { } volume) return long.MaxValue;
        var inPeriod = Caps.OfPeriod(volume, authorisation.Category, authorisation.PeriodIn(month)) - used.Where(line => line.Month == month).Sum(line => line.Minutes);
        var inAll = Caps.OfAssignment(volume, authorisation.From, authorisation.Until) - used.Sum(line => line.Minutes) ?? long.MaxValue;
        return Math.Max(0, Math.Min(inPeriod, inAll));
    }
}
