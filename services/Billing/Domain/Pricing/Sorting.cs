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

    public List<VisitStanding> Standings { get; } = new(care.Deliveries.Count);

    public HashSet<Month> Unsettled { get; } = [];

    public List<Wanted> ByKey()
    {
        Delivery[] deliveries = [.. care.Deliveries];
        Array.Sort(deliveries, InOrder);
        foreach (var delivery in deliveries)
            if (!delivery.Withdrawn) Add(delivery);
        foreach (var lines in earlier.ToLookup(line => line.Key))
            (Known(lines.Key) ?? Keep(new Wanted(lines.Key, agreements.With(lines.Key.PayerId), null, null))).Claimed = new Claimed([.. lines]);
        foreach (var one in wanted) one.Round();
        foreach (var product in wanted.Where(one => one.Product is not null).Select(one => one.Product!).Distinct())
            if (product.Caps.FirstOrDefault(cap => cap.Per is CapPer.Week) is { Volume: { } most }) CapWeeks(product, most * product.UnitSize / AgreedProduct.MinutesOf(product.Unit));
        wanted.Sort(Wanted.InOrder);
        return wanted;
    }

    private static int InOrder(Delivery one, Delivery other) =>
        one.DeliveredOn == other.DeliveredOn ? one.VisitId.CompareTo(other.VisitId) : one.DeliveredOn.CompareTo(other.DeliveredOn);

    private void Add(Delivery delivery)
    {
        var claimed = linesOf?[delivery.VisitId] ?? [];
        var match = Matching.Find(delivery, care.Authorisations, agreements, linesOf is null ? null : claimed.FirstOrDefault(line => line.State is LineState.Claimed or LineState.Granted));
        if (match.State is not Match.Covered || match is not { Agreement: { } agreement, Product: { } product })
        {
            Wait(delivery, match.State, match);
            return;
        }
        if (linesOf is not null && !product.SplitsByBand && claimed.FirstOrDefault(Claimed.Holds) is { } held)
        {
            Wait(delivery, VisitStanding.Rejected, match, held.Id);
            return;
        }
        var (minutes, area) = (product.Basis is Basis.Planned ? delivery.PlannedMinutes : delivery.Minutes, agreement.AreaOf(delivery.TeamId));
        if (agreement.Bands.Count == 0) Add(delivery, match, product.RateOn(delivery.DeliveredOn, null, area), minutes, claimed);
        else AddByBand(delivery, match, agreement, product, minutes, area, claimed);
    }

    private void AddByBand(Delivery delivery, Match match, Agreement agreement, AgreedProduct product, int minutes, string? area, IEnumerable<ClaimLine> claimed)
    {
        var parts = Bands.Of(agreement, product, agreements, delivery, minutes).Select(part => (Rate: product.RateOn(delivery.DeliveredOn, part.Band, area), part.Minutes)).ToList();
        if (parts.Any(part => part.Rate is null)) Wait(delivery, Match.NoRate, match);
        else
            foreach (var part in parts) Add(delivery, match, part.Rate, part.Minutes, claimed);
    }

    private void Add(Delivery delivery, Match match, Rate? rate, int minutes, IEnumerable<ClaimLine> claimed)
    {
        if (rate is null)
        {
            Wait(delivery, Match.NoRate, match);
            return;
        }
        var product = match.Product!;
        var month = product.Counts is Counts.Week ? Caps.MonthOfWeek(delivery.DeliveredOn, match.Authorisation?.Days ?? Days.All) : delivery.Month;
        var key = new LineKey(match.Agreement!.PayerId, match.Authorisation?.Id, rate.Code ?? product.Code, month, product.Unit, Price.Of(rate));
        if (linesOf is not null && Held(claimed, key) is { } held) Wait(delivery, VisitStanding.Rejected, match, held.Id);
        else (Known(key) ?? Keep(new Wanted(key, match.Agreement, product, match.Authorisation))).Add(delivery, Pieces(delivery, match, month) ?? minutes);
    }

    private static ClaimLine? Held(IEnumerable<ClaimLine> claimed, LineKey key) => claimed.FirstOrDefault(line => Claimed.Holds(line) && line.Key == key);

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
        if (product.Counts is Counts.Once && WasClaimedElsewhere(product, match.Authorisation?.Id)) return 0;
        if (piece >= 0 && !pieces.Add((match.Agreement!.PayerId, match.Authorisation?.Id, product.Code, piece))) return 0;
        return product.Basis is not Basis.Granted ? 1
            : (int)Caps.OfPeriod(match.Authorisation!.Volume!, product.Authorised, match.Authorisation.Days, month) * AgreedProduct.MinutesOf(match.Authorisation.Volume!.Unit);
    }

    private bool WasClaimedElsewhere(AgreedProduct product, Guid? authorisation) =>
        care.Past.Any(past => past.Volume > 0 && past.Key.AuthorisationId == authorisation && product.Has(past.Key.Code)) ||
        care.Lines.Any(line => line is { IsDebit: true, State: LineState.Claimed or LineState.Granted } && !care.IsOpen(line.Month) && line.AuthorisationId == authorisation && product.Has(line.Code));

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

    private Wanted? Known(LineKey key)
    {
        foreach (var one in wanted)
            if (one.Key == key) return one;
        return null;
    }

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
