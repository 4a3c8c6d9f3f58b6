using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>How much of their authorisations clients used.</summary>
internal static class UsageOfClients
{
    private const int AtOnce = 200;
    private const int WarnAtPercent = 90;

    /// <summary>Those authorisations that hold in some of the days; a few hundred clients at a time.</summary>
    public static async Task<List<(Guid ClientId, Usage Usage)>> UsageAsync(
        this BillingDb db, IReadOnlyCollection<Guid> clients, string? payerId, Days days, DateOnly today, AgreementBook agreements, CancellationToken ct)
    {
        List<(Guid, Usage)> usages = [];
        foreach (var some in clients.Chunk(AtOnce))
        {
            var ofClient = await db.AuthorisationsOfAsync(some, ct);
            var asked = some.SelectMany(client => ofClient[client].Where(a => (payerId is null || a.PayerId == payerId) && !a.Withdrawn && a.From <= days.Until && (a.Until is null || a.Until >= days.From))
                .Select(authorisation => (client, authorisation))).ToList();
            if (asked.Count == 0) continue;
            var first = asked.Min(each => each.authorisation.From);
            var deliveries = await db.Deliveries.AsNoTracking().Where(delivery => some.Contains(delivery.ClientId) && delivery.DeliveredOn >= first && delivery.DeliveredOn <= today).ToListAsync(ct);
            var given = deliveries.Select(delivery => (delivery, match: Matching.Find(delivery, [.. ofClient[delivery.ClientId]], agreements))).Where(found => found.match.Authorisation is not null)
                .ToLookup(found => (found.delivery.ClientId, found.match.Authorisation!.Id),
                    found => new Given(found.delivery.DeliveredOn, found.delivery.Minutes, Pricing.Amount(found.match.PerHour, found.delivery.Minutes)));
            usages.AddRange(asked.OrderBy(each => each.authorisation.Number, StringComparer.Ordinal)
                .Select(each => (each.client, Usage.Of(each.authorisation, days, [.. given[(each.client, each.authorisation.Id)]], today, WarnAtPercent))));
        }
        return usages;
    }
}
