using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts.Billing;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Data;

/// <summary>Announces authorisations with the client they are for, where that client is in care already.</summary>
internal static class AuthorisationNews
{
    public static void Announce(this BillingDb db, Authorisation authorisation, Guid? clientId) =>
        db.Announce(authorisation.Id, authorisation.Version, new AuthorisationChanged(authorisation.Id, authorisation.Version, authorisation.PayerId, clientId));

    public static async Task AnnounceAsync(this BillingDb db, Authorisation authorisation, CancellationToken ct) =>
        db.Announce(authorisation, (await db.ClientsBehindAsync([authorisation.IdentifierHash], ct)).GetValueOrDefault(authorisation.IdentifierHash));

    /// <summary>Who is in care of these pseudonyms. With them locked nobody is admitted meanwhile; always in the same order, so that two who do so wait and never for good.</summary>
    public static async Task<Dictionary<string, Guid?>> LockClientsBehindAsync(this BillingDb db, IReadOnlyCollection<string> identifierHashes, CancellationToken ct)
    {
        foreach (var identifierHash in identifierHashes.Order(StringComparer.Ordinal)) await db.LockSubjectAsync(identifierHash, ct);
        return await db.ClientsBehindAsync(identifierHashes, ct);
    }

    // Of two people behind one pseudonym, which cannot be, it is always the same.
    private static async Task<Dictionary<string, Guid?>> ClientsBehindAsync(this BillingDb db, IReadOnlyCollection<string> identifierHashes, CancellationToken ct) =>
        (await db.Clients.AsNoTracking().Where(client => identifierHashes.Contains(client.IdentifierHash)).OrderBy(client => client.ClientId).ToListAsync(ct))
            .GroupBy(client => client.IdentifierHash).ToDictionary(behind => behind.Key, behind => (Guid?)behind.First().ClientId);
}
