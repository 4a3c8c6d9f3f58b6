using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Contracts.CareRecords;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

// Each keeps what it was told too, because it may come before the reaction that keeps it; that one does not wait for an adapter that is away.

internal static class TellPayersWhenClientAdmitted
{
    public static async Task Handle(ClientAdmitted admitted, BillingDb db, Notices notices, CancellationToken ct)
    {
        await db.LockSubjectAsync(admitted.IdentifierHash, ct);
        await db.KeepClientAsync(admitted, ct);
        await notices.TellAsync(admitted.ClientId, ct);
    }
}

internal static class TellPayersWhenCareEnded
{
    public static async Task Handle(CareEnded ended, BillingDb db, Notices notices, CancellationToken ct)
    {
        await db.KeepEpisodeAsync(ended, ct);
        await notices.TellAsync(ended.ClientId, ct);
    }
}

internal static class TellPayersWhenCareResumed
{
    public static async Task Handle(CareResumed resumed, BillingDb db, Notices notices, CancellationToken ct)
    {
        await db.KeepEpisodeAsync(resumed, ct);
        await notices.TellAsync(resumed.ClientId, ct);
    }
}

internal static class TellPayersWhenAuthorisationChanged
{
    public static async Task Handle(AuthorisationChanged changed, BillingDb db, Notices notices, CancellationToken ct)
    {
        foreach (var clientId in await db.ClientsOfAsync(changed.AuthorisationId, ct)) await notices.TellAsync(clientId, ct);
    }

    /// <summary>Nobody while the client is not admitted.</summary>
    internal static Task<List<Guid>> ClientsOfAsync(this BillingDb db, Guid authorisationId, CancellationToken ct) => (
        from authorisation in db.Authorisations
        join client in db.Clients on authorisation.IdentifierHash equals client.IdentifierHash
        where authorisation.Id == authorisationId
        orderby client.ClientId
        select client.ClientId).ToListAsync(ct);
}
