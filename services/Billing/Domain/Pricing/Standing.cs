using Buurtzorg.Billing.Agreements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain.Pricing;

/// <summary>What was claimed and stands: each line counts once against the caps of its authorisation and of its product.</summary>
internal sealed class Standing
{
    private readonly List<(LineKey Key, long Volume, long Minor)> lines = [];

    public void Add(LineKey key, long volume, long minor)
    {
        if (volume != 0 || minor != 0) lines.Add((key, volume, minor));
    }

    /// <summary>How much more may stand: in units, and in minor units of money.</summary>
    public (long Units, long Minor) RoomFor(Wanted wanted)
    {
        var (volume, minor) = (long.MaxValue, long.MaxValue); // in minutes or pieces
        var (key, product) = (wanted.Key, wanted.Product!);
        if (wanted.Authorisation is { } authorisation)
        {
            if (authorisation.Volume is { } allowed)
            {
                var size = AgreedProduct.MinutesOf(allowed.Unit);
                var ofPeriod = Caps.OfPeriod(allowed, product.Authorised, authorisation.Days, key.Month) * size;
                var ofAll = Caps.OfAuthorisation(allowed, authorisation.From, authorisation.Until) * size;
                if (allowed.Unit is Unit.MinorCurrencyUnit) Least(ref minor, ofPeriod, ofAll, byMoney: true);
                else Least(ref volume, ofPeriod, ofAll, byMoney: false);
            }
            if (authorisation.BudgetMinor is { } budget) minor = Math.Min(minor, budget - Sum(line => line.AuthorisationId == key.AuthorisationId, true));
        }
        foreach (var cap in product.Caps)
        {
            bool Counts(LineKey line) => line.PayerId == key.PayerId && product.Has(line.Code) && (cap.Per is CapPer.Period ? line.Month == key.Month : line.AuthorisationId == key.AuthorisationId);
            if (cap.Per is CapPer.Week) continue; // taken from the visits
            if (cap.Volume is { } most) volume = Math.Min(volume, most - Sum(Counts, false));
            if (cap.AmountMinor is { } money) minor = Math.Min(minor, money - Sum(Counts, true));
        }
        return (volume == long.MaxValue ? volume : Math.Max(0, volume) / AgreedProduct.MinutesOf(key.Unit), minor);

        void Least(ref long room, long ofPeriod, long? ofAll, bool byMoney)
        {
            room = Math.Min(room, ofPeriod - Sum(line => line.AuthorisationId == key.AuthorisationId && line.Month == key.Month, byMoney));
            if (ofAll is { } all) room = Math.Min(room, all - Sum(line => line.AuthorisationId == key.AuthorisationId, byMoney));
        }
    }

    private long Sum(Func<LineKey, bool> counts, bool byMoney)
    {
        var sum = 0L;
        foreach (var (key, volume, minor) in lines)
            if (counts(key)) sum += byMoney ? minor : volume * AgreedProduct.MinutesOf(key.Unit);
        return sum;
    }
}
