using Buurtzorg.Billing.Agreements;

namespace Buurtzorg.Billing.Domain.Pricing;

/// <summary>Sorts the deliveries of a client by the line that each belongs to.</summary>
internal sealed class Sorting(AgreementBook agreements, Care care)
{
    private readonly List<Wanted> wanted = [];
    private readonly HashSet<(string PayerId, Guid? AuthorisationId, string Code, int Piece)> pieces = [];
    private readonly List<ClaimLine> earlier = [.. care.Lines.OrderBy(line => line.Id)];
    private readonly ILookup<Guid, ClaimLine>? linesOf = care.Lines.Count == 0 ? null :
        (from line in care.Lines orderby line.Id where line.CreditedLineId is null && line.State is not LineState.Credited from visit in line.Visits select (visit, line)).ToLookup(item => item.visit, item => item.line);

    public List<VisitStanding> Standings { get; } = [];

    public HashSet<Month> Unsettled { get; } = [];

    public List<Wanted> ByKey()
    {
        foreach (var delivery in care.Deliveries.Where(delivery => !delivery.Withdrawn).OrderBy(delivery => delivery.DeliveredOn).ThenBy(delivery => delivery.VisitId)) Add(delivery);
        foreach (var lines in earlier.ToLookup(line => line.Key))
            (Known(lines.Key) ?? Keep(new Wanted(lines.Key, agreements.With(lines.Key.PayerId), null, null))).Claimed = new Claimed([.. lines]);
        foreach (var one in wanted) one.Round();
        foreach (var product in wanted.Where(one => one.Product is not null).Select(one => one.Product!).Distinct())
            if (product.Caps.FirstOrDefault(cap => cap.Per is CapPer.Week) is { Volume: { } most }) CapWeeks(product, most * product.UnitSize / AgreedProduct.MinutesOf(product.Unit));
        wanted.Sort(Wanted.InOrder);
        return wanted;
    }

    private void Add(Delivery delivery)
    {
        var claimed = linesOf?[delivery.VisitId] ?? [];
        var match = Matching.Find(delivery, care.Authorisations, agreements, claimed.FirstOrDefault(line => line.State is LineState.Claimed or LineState.Granted));
        if (match.State is not Match.Covered || match is not { Agreement: { } agreement, Product: { } product })
        {
            Wait(delivery, match.State, match);
            return;
        }
        if (!product.SplitsByBand && claimed.FirstOrDefault(Claimed.Holds) is { } held) Wait(delivery, VisitStanding.Rejected, match, held.Id);
        else if (Parts(delivery, agreement, product) is not { } parts) Wait(delivery, Match.NoRate, match);
        else
        {
            var month = product.Counts is Counts.Week ? Caps.MonthOfWeek(delivery.DeliveredOn, match.Authorisation?.Days ?? Days.All) : delivery.Month;
            foreach (var (rate, minutes) in parts)
            {
                var key = new LineKey(agreement.PayerId, match.Authorisation?.Id, rate.Code ?? product.Code, month, product.Unit, Price.Of(rate));
                if (claimed.FirstOrDefault(line => Claimed.Holds(line) && line.Key == key) is { } holds) Wait(delivery, VisitStanding.Rejected, match, holds.Id);
                else (Known(key) ?? Keep(new Wanted(key, agreement, product, match.Authorisation))).Add(delivery, Pieces(delivery, match, month) ?? minutes);
            }
        }
    }

    // Minutes by rate; null where some of them have none.
    private List<(Rate Rate, int Minutes)>? Parts(Delivery delivery, Agreement agreement, AgreedProduct product)
    {
        var parts = new List<(Rate, int)>();
        var area = agreement.AreaOf(delivery.TeamId);
        foreach (var (band, minutes) in Bands.Of(agreement, product, agreements, delivery, product.Basis is Basis.Planned ? delivery.PlannedMinutes : delivery.Minutes))
        {
            if (product.RateOn(delivery.DeliveredOn, band, area) is not { } rate) return null;
            parts.Add((rate, minutes));
        }
        return parts;
    }

    /// <summary>What the visit adds where it is not its own minutes that count.</summary>
    private int? Pieces(Delivery delivery, Match match, Month month)
    {
        var product = match.Product!;
        if (product is { Counts: null, Basis: not Basis.Granted }) return null;
        var piece = product.Counts switch
        {
            Counts.Visit => -1,
            Counts.Day => delivery.DeliveredOn.DayNumber,
            Counts.Week => Days.Monday(delivery.DeliveredOn).DayNumber,
            Counts.Once => 0,
            _ => month.First.DayNumber,
        };
        if (product.Counts is Counts.Once && care.Lines.Any(line =>
            line.IsDebit && line.State is LineState.Claimed or LineState.Granted && !care.IsOpen(line.Month) && line.AuthorisationId == match.Authorisation?.Id && product.Has(line.Code))) return 0;
        if (piece >= 0 && !pieces.Add((match.Agreement!.PayerId, match.Authorisation?.Id, product.Code, piece))) return 0;
        return product.Basis is not Basis.Granted ? 1
            : (int)Caps.OfPeriod(match.Authorisation!.Volume!, product.Authorised, match.Authorisation.Days, month) * AgreedProduct.MinutesOf(match.Authorisation.Volume!.Unit);
    }

    private void CapWeeks(AgreedProduct product, long most)
    {
        var used = new Dictionary<(string, DateOnly), long>();
        foreach (var (payer, part) in wanted.Where(one => one.Product == product).SelectMany(one => one.Parts.Select(part => (one.Key.PayerId, part))).OrderBy(item => item.part.Delivery.DeliveredOn).ThenBy(item => item.part.Delivery.VisitId))
        {
            var week = (payer, Days.Monday(part.Delivery.DeliveredOn));
            part.Allowed = (int)Math.Min(part.Added, most - used.GetValueOrDefault(week));
            used[week] = used.GetValueOrDefault(week) + part.Allowed;
        }
    }

    private Wanted? Known(LineKey key) => wanted.Find(one => one.Key == key);

    private Wanted Keep(Wanted one)
    {
        wanted.Add(one);
        return one;
    }

    private void Wait(Delivery delivery, string why, Match match, Guid? line = null)
    {
        if (!care.IsOpen(delivery.Month)) return;
        Standings.Add(new(delivery.VisitId, why, match.Agreement?.PayerId, match.Authorisation?.Id, line));
        if (why is not (Match.NoAgreement or VisitStanding.Rejected)) Unsettled.Add(delivery.Month);
    }
}
