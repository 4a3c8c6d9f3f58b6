using System.Globalization;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain.Pricing;

/// <summary>What a line costs per unit: the part of a rate by which lines are told apart.</summary>
/// <param name="Lengths">What visits of some lengths cost, as minutes=minor units.</param>
internal readonly record struct Price(decimal Amount, Unit Per, string? Lengths)
{
    public static Price Of(Agreements.Rate rate) =>
        new(rate.Amount, rate.Per, rate.Lengths.Count == 0 ? null : string.Join(' ', rate.Lengths.Select(length => FormattableString.Invariant($"{length.Minutes}={(long)(length.Amount * 100)}"))));

    public IReadOnlyList<LengthPrice> Table => Lengths is null ? [] :
    [
        .. from entry in Lengths.Split(' ')
           let parts = entry.Split('=')
           select new LengthPrice(int.Parse(parts[0], CultureInfo.InvariantCulture), decimal.Parse(parts[1], CultureInfo.InvariantCulture) / 100)
    ];
}

/// <summary>Amounts of lines: exact until the end, and rounded once to minor units, half away from zero.</summary>
internal static class Money
{
    public static long Minor(decimal amount) => (long)decimal.Round(amount * 100, 0, MidpointRounding.AwayFromZero);

    /// <summary>TR346/IV081: an hourly rate is multiplied by all minutes of the line and divided last.</summary>
    public static decimal Exact(Price price, Unit unit, long volume) =>
        price.Per is Unit.Hour ? price.Amount * volume * AgreedProduct.MinutesOf(unit) / 60 : price.Amount * volume;

    /// <summary>The amount of a line, and how much of its volume that is: visits priced by their length are paid whole or not at all.</summary>
    public static (long Volume, long Minor) Of(Price price, Unit unit, long volume, IReadOnlyList<int> visitMinutes)
    {
        if (price.Lengths is null) return (volume, Minor(Exact(price, unit, volume)));
        var (paid, sum, table) = (0L, 0m, price.Table);
        foreach (var minutes in visitMinutes.TakeWhile(minutes => paid + minutes <= volume)) (paid, sum) = (paid + minutes, sum + OfVisit(price, table, minutes));
        return (paid, Minor(sum));
    }

    /// <summary>The longest length that fits, and the minutes beyond at the rate, but never more than the next length; a shorter visit costs the first.</summary>
    public static decimal OfVisit(Price price, IReadOnlyList<LengthPrice> table, int minutes)
    {
        if (minutes == 0) return 0;
        var fits = table.LastOrDefault(length => length.Minutes <= minutes);
        if (fits is null) return table[0].Amount;
        var amount = fits.Amount + Exact(price, Unit.Minute, minutes - fits.Minutes);
        return table.FirstOrDefault(length => length.Minutes > minutes) is { } next ? Math.Min(amount, next.Amount) : amount;
    }

    /// <summary>The largest volume whose amount fits.</summary>
    public static (long Volume, long Minor) AtMost(long room, Price price, Unit unit, long volume, IReadOnlyList<int> visitMinutes)
    {
        var found = Of(price, unit, volume, visitMinutes);
        if (found.Minor <= room) return found;
        if (price.Lengths is null) found = Of(price, unit, Math.Min(volume, (long)((room + 1) / 100m / Exact(price, unit, 1))), visitMinutes);
        while (found.Minor > room) found = Of(price, unit, found.Volume - 1, visitMinutes);
        return found;
    }

    /// <summary>The tariff that a line shows. It is rounded and takes no part in the amount.</summary>
    public static long ShownPerMinute(decimal perHour) => Minor(perHour / 60);
}
