using Buurtzorg.Contracts.CareRecords;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Data;

/// <summary>Announces what a client decided, each kind with versions of its own; inside the transaction of the decision.</summary>
internal static class ClientNews
{
    /// <summary>Before anything else of the client is locked, their access log too: always in this order.</summary>
    public static Task LockClientAsync(this CareRecordsDb db, Guid clientId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT FROM clients WHERE id = {clientId} FOR UPDATE", ct);

    public static async Task AnnounceAccessAsync(this CareRecordsDb db, Guid clientId, CancellationToken ct)
    {
        var decided = await db.CountAsync($"UPDATE clients SET access_version = access_version + 1 WHERE id = {clientId} RETURNING access_version AS \"Version\", team_id AS \"TeamId\"", ct);
        db.Announce(clientId, decided.Version, new AccessChanged(clientId, decided.Version, decided.TeamId));
    }

    /// <summary>Nothing when the client shares, or does not, already.</summary>
    public static async Task<bool> AnnounceSharingAsync(this CareRecordsDb db, Guid clientId, bool shares, CancellationToken ct)
    {
        await db.LockClientAsync(clientId, ct);
        if (await db.Clients.Where(client => client.Id == clientId).Select(client => client.Shares).SingleAsync(ct) == shares)
            return false;
        var decided = await db.CountAsync($"UPDATE clients SET shares = {shares}, sharing_version = sharing_version + 1 WHERE id = {clientId} RETURNING sharing_version AS \"Version\", team_id AS \"TeamId\"", ct);
        db.Announce(clientId, decided.Version, new SharingChanged(clientId, decided.Version, decided.TeamId, shares));
        return true;
    }

    private static async Task<Decided> CountAsync(this CareRecordsDb db, FormattableString update, CancellationToken ct) =>
        (await db.Database.SqlQuery<Decided>(update).ToListAsync(ct)).Single();

    private sealed record Decided(long Version, Guid TeamId);
}
