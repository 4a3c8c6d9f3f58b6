using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Contracts.CareRecords;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// From here on authorisations that wait for this client find them, by pseudonym, and it is announced that they did. Whoever read about the client before they were
/// admitted is entered in their access log now.
/// </summary>
internal static class KeepClientWhenClientAdmitted
{
    public static async Task Handle(ClientAdmitted admitted, BillingDb db, CareRecordsClient careRecords, CancellationToken ct)
    {
        await db.LockSubjectAsync(admitted.IdentifierHash, ct);
        await db.KeepClientAsync(admitted, ct);
        foreach (var authorisation in await db.Authorisations.AsNoTracking().Where(a => a.IdentifierHash == admitted.IdentifierHash).ToListAsync(ct))
            db.Announce(authorisation.Id, authorisation.Version, new AuthorisationMatched(authorisation.Id, authorisation.Version, authorisation.PayerId, admitted.ClientId));

        var waiting = await db.WaitingAccesses.Where(access => access.IdentifierHash == admitted.IdentifierHash).ToListAsync(ct);
        foreach (var access in waiting)
            await careRecords.EnterAsync([admitted.ClientId], access.PersonId, access.Kind, "billing-message-before-admission", ct);
        db.RemoveRange(waiting);
    }
}
