using Buurtzorg.Billing.Agreements;
using NodaTime;

namespace Buurtzorg.Billing.Domain.Pricing;

/// <summary>In which bands the minutes of a visit fall, on the clock of the install.</summary>
internal static class Bands
{
    public static IEnumerable<(string? Band, int Minutes)> Of(Agreement agreement, AgreedProduct product, AgreementBook agreements, Delivery delivery, int minutes)
    {
        if (agreement.Bands.Count == 0) return [(null, minutes)];
        if (!product.SplitsByBand) return [(At(agreement, agreements, delivery.StartedAt), minutes)];
        return Enumerable.Range(0, minutes).Select(minute => At(agreement, agreements, delivery.StartedAt.AddMinutes(minute)))
            .CountBy(band => band ?? "").Select(counted => (counted.Key.Length == 0 ? null : counted.Key, counted.Value));
    }

    private static string? At(Agreement agreement, AgreementBook agreements, DateTimeOffset instant)
    {
        var local = Instant.FromDateTimeOffset(instant).InZone(agreements.Zone);
        var (day, time) = (local.Date.ToDateOnly(), local.TimeOfDay.ToTimeOnly());
        foreach (var band in agreement.Bands)
            if (band.Holds(day, time, agreements.Calendar)) return band.Name;
        return null;
    }
}
