using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts.CareRecords;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

/// <summary>
/// A client who refuses to share is gone from the log from this moment on: feed, replay, webhooks and queues not yet read. That they refused is
/// told, so that receivers erase too.
/// </summary>
internal static class ForgetEventsWhenSharingChanged
{
    public static async Task Handle(SharingChanged e, CareEventsDb db, CancellationToken ct)
    {
        // The writer holds this row while it writes: whatever it is writing about the client is there before the next line, and nothing comes after.
        await db.Database.ExecuteSqlAsync($"SELECT FROM log_head FOR UPDATE", ct);
        var newest = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO clients (id, team_id, care_version, shares, sharing_version) VALUES ({e.ClientId}, {e.TeamId}, 0, {e.Shares}, {e.Version})
            ON CONFLICT (id) DO UPDATE SET shares = excluded.shares, sharing_version = excluded.sharing_version WHERE clients.sharing_version < excluded.sharing_version
            """, ct);
        if (newest == 0)
            return; // a later decision is known already
        db.Tell("clients.sharing-changed.v1", e.ClientId, e.Version, e.ClientId, e.TeamId,
            ("clientId", e.ClientId), ("teamId", e.TeamId), ("version", e.Version), ("happenedAt", DateTimeOffset.UtcNow), ("shares", e.Shares));
        if (!e.Shares)
            await ForgetAsync(db, e.ClientId, ct);
    }

    private static async Task ForgetAsync(CareEventsDb db, Guid clientId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"DELETE FROM incoming WHERE client_id = {clientId} AND type <> 'clients.sharing-changed.v1'", ct);
        await db.Database.ExecuteSqlAsync(
            $"""
            UPDATE events SET id = NULL, type = NULL, subject_id = NULL, client_id = NULL, team_id = NULL, body = NULL
            WHERE client_id = {clientId} AND type <> 'clients.sharing-changed.v1'
            """, ct);
        await db.Database.ExecuteSqlAsync($"UPDATE subscriptions SET refill = refill + 1 WHERE way = 'Amqp'", ct);
    }
}
