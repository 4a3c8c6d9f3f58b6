using Buurtzorg.Billing.Agreements;

namespace Buurtzorg.Billing.Domain.Pricing;

/// <summary>What a visit adds to a line: minutes or pieces, and how many of them are within the caps per week.</summary>
internal sealed class Part(Delivery delivery, int added)
{
    public Delivery Delivery { get; } = delivery;
    public int Added { get; set; } = added;
    public int Allowed { get; set; } = added;
}

/// <summary>The line that the present deliveries of a key are worth.</summary>
internal sealed class Wanted(LineKey key, Agreement? agreement, AgreedProduct? product, Authorisation? authorisation)
{
    public LineKey Key { get; } = key;
    public Agreement? Agreement { get; } = agreement;
    public AgreedProduct? Product { get; } = product;
    public Authorisation? Authorisation { get; } = authorisation;

    /// <summary>By day and visit.</summary>
    public List<Part> Parts { get; } = [];

    /// <summary>Delivered, in units.</summary>
    public long Delivered { get; private set; }
    public long Volume { get; private set; }
    public long AmountMinor { get; private set; }

    public Claimed Claimed { get; set; } = Claimed.Nothing;

    /// <summary>What was claimed of it stands, whatever is delivered.</summary>
    public bool IsFixed => Claimed.AwaitsAnswer || Claimed.IsHeld || (Claimed.Live is not null && Agreement is null or { Corrections: Corrections.None });

    /// <summary>Where its visits stand.</summary>
    public string Standing =>
        AmountMinor == Claimed.Minor ? Claimed.Live is not null ? VisitStanding.Claimed : Delivered > Volume ? VisitStanding.OverCap : VisitStanding.Included
        : Claimed.IsHeld ? VisitStanding.Rejected
        : Claimed.AwaitsAnswer ? VisitStanding.AwaitsAnswer
        : Claimed.Live is null ? Match.Covered
        : IsFixed ? VisitStanding.NotCorrected
        : VisitStanding.Corrected;

    public Days Period => Authorisation?.PeriodIn(Key.Month) ?? Key.Month.Days;

    public void Add(Delivery delivery, int added)
    {
        if (Parts.Count > 0 && Parts[^1] is var last && last.Delivery == delivery) last.Added = last.Allowed = last.Added + added;
        else Parts.Add(new Part(delivery, added));
    }

    /// <summary>Rounds what visits and days add, where the agreement rounds there; a day's sum stands with its first visit.</summary>
    public void Round()
    {
        if (Product is not { Counts: null, Basis: not Basis.Granted, Rounding: { IsExact: false } rounding }) return;
        if (rounding.Scope is RoundingScope.Visit)
            foreach (var part in Parts) part.Added = part.Allowed = (int)rounding.Of(part.Added);
        if (rounding.Scope is RoundingScope.Day)
            foreach (var day in Parts.GroupBy(part => part.Delivery.DeliveredOn).ToList())
            {
                var sum = day.Sum(part => part.Added);
                foreach (var (index, part) in day.Index()) part.Added = part.Allowed = index == 0 ? (int)rounding.Of(sum) : 0;
            }
    }

    /// <summary>Takes of the room under the caps what it needs; what stands of it is its own.</summary>
    public void Price(Standing standing)
    {
        var (roomVolume, roomMinor) = standing.RoomFor(this);
        if (IsFixed) (roomVolume, roomMinor) = (More(roomVolume, Claimed.Volume), More(roomMinor, Claimed.Minor));
        var (sum, allowed) = (0L, 0L);
        foreach (var part in Parts) (sum, allowed) = (sum + part.Added, allowed + part.Allowed);
        Delivered = Units(sum, cut: false);
        var volume = Math.Min(Units(allowed, cut: allowed < sum), Math.Max(0, roomVolume));
        int[] visits = Key.Price.Lengths is null ? [] : [.. Parts.Select(part => part.Added)];
        (Volume, AmountMinor) = Money.AtMost(Math.Max(0, roomMinor), Key.Price, Key.Unit, volume, visits);
    }

    /// <summary>Months, then what is the same however it became known.</summary>
    public static int InOrder(Wanted one, Wanted other)
    {
        var order = one.Key.Month.CompareTo(other.Key.Month);
        if (order == 0) order = string.CompareOrdinal(one.Key.PayerId, other.Key.PayerId);
        if (order == 0) order = string.CompareOrdinal(one.Authorisation?.Number, other.Authorisation?.Number);
        if (order == 0) order = Nullable.Compare(one.Key.AuthorisationId, other.Key.AuthorisationId);
        if (order == 0) order = string.CompareOrdinal(one.Key.Code, other.Key.Code);
        if (order == 0) order = (one.Key.Unit, one.Key.Price.Per, one.Key.Price.Amount).CompareTo((other.Key.Unit, other.Key.Price.Per, other.Key.Price.Amount));
        return order == 0 ? string.CompareOrdinal(one.Key.Price.Lengths, other.Key.Price.Lengths) : order;
    }

    /// <summary>As a line keeps it: how the sum over its visits became units.</summary>
    public string? Rounding => Product is { Counts: null, Rounding: { Scope: RoundingScope.Period, IsExact: false } rounding } ? $"{rounding.Direction} {rounding.Step} {rounding.Minimum}" : null;

    private long Units(long added, bool cut)
    {
        var rounding = Product!.Rounding;
        if (Product.Counts is null && rounding is { Scope: RoundingScope.Period, IsExact: false })
            added = cut ? added / rounding.Step * rounding.Step : rounding.Of(added);
        return added / Product.UnitSize;
    }

    private static long More(long room, long own) => room == long.MaxValue ? room : room + own;
}
