using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts.CareRecords;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// From here on authorisations that wait for this client find them, by pseudonym. Whoever read about the client before they were
/// admitted is entered in their access log now.
/// </summary>
internal static class KeepClientWhenClientAdmitted
{
    public static async Task Handle(ClientAdmitted admitted, BillingDb db, CareRecordsClient careRecords, CancellationToken ct)
    {
        await db.LockSubjectAsync(admitted.IdentifierHash, ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO clients (client_id, identifier_hash, version) VALUES ({admitted.ClientId}, {admitted.IdentifierHash}, {admitted.Version})
            ON CONFLICT (client_id) DO UPDATE SET identifier_hash = excluded.identifier_hash, version = excluded.version WHERE clients.version < excluded.version
            """, ct);

        var waiting = await db.WaitingAccesses.Where(access => access.IdentifierHash == admitted.IdentifierHash).ToListAsync(ct);
        foreach (var access in waiting)
            await careRecords.EnterAsync([admitted.ClientId], access.PersonId, access.Kind, "billing-message-before-admission", ct);
        db.RemoveRange(waiting);
    }
}
