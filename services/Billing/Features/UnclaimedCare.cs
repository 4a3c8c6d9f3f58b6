using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>What closing a month decides about.</summary>
internal sealed record UnclaimedCare(List<Delivery> Deliveries, ILookup<Guid, Authorisation> Authorisations, List<ClaimedBefore> ClaimedBefore, Month? LastClosed)
{
    /// <summary>Deliveries stay locked until the transaction ends, always in the same order.</summary>
    public static async Task<UnclaimedCare> LoadAsync(BillingDb db, Agreement agreement, Month period, CancellationToken ct)
    {
        var services = agreement.Products.Select(product => product.Service).ToArray();
        var deliveries = await db.Deliveries.FromSql($"""
            SELECT * FROM deliveries
            WHERE claim_line_id IS NULL AND delivered_on <= {period.Last} AND service = ANY ({services}) AND client_id IN (
                SELECT client_id FROM clients WHERE identifier_hash IN (SELECT identifier_hash FROM authorisations WHERE payer_id = {agreement.PayerId}))
            ORDER BY visit_id FOR UPDATE
            """).ToListAsync(ct);
        var clients = deliveries.Select(delivery => delivery.ClientId).Distinct().ToList();
        var lastClosed = await db.Claims.Where(claim => claim.PayerId == agreement.PayerId).Select(claim => (Month?)claim.Period).MaxAsync(ct);
        return new(deliveries, await db.AuthorisationsOfAsync(clients, ct), await db.ClaimedBeforeAsync(clients, ct), lastClosed);
    }
}

internal static class ClientsInBilling
{
    public static Task<List<ClaimedBefore>> ClaimedBeforeAsync(this BillingDb db, IReadOnlyCollection<Guid> clients, CancellationToken ct) => db.ClaimLines
        .Where(line => line.State != LineState.Rejected && clients.Contains(line.ClientId))
        .Select(line => new ClaimedBefore(line.AuthorisationId, line.ClientId, line.Code, line.Month, line.Minutes)).ToListAsync(ct);

    public static async Task<ILookup<Guid, Authorisation>> AuthorisationsOfAsync(this BillingDb db, IReadOnlyCollection<Guid> clients, CancellationToken ct) => (await (
        from client in db.Clients
        join authorisation in db.Authorisations on client.IdentifierHash equals authorisation.IdentifierHash
        where clients.Contains(client.ClientId)
        select new { client.ClientId, authorisation }).AsNoTracking().ToListAsync(ct)).ToLookup(found => found.ClientId, found => found.authorisation);
}
