using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts.CareRecords;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Data;

/// <summary>What care-records tells about clients, the highest version of it, in whatever order and however often it comes.</summary>
internal static class CareOfClients
{
    private const int First = 1;

    public static async Task KeepClientAsync(this BillingDb db, ClientAdmitted admitted, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO clients (client_id, identifier_hash, version) VALUES ({admitted.ClientId}, {admitted.IdentifierHash}, {admitted.Version})
            ON CONFLICT (client_id) DO UPDATE SET identifier_hash = excluded.identifier_hash, version = excluded.version WHERE clients.version < excluded.version
            """, ct);
        await db.KeepAsync(new CareEpisode(admitted.ClientId, First, admitted.Version, admitted.TeamId, admitted.AdmittedOn), ct);
    }

    public static Task KeepEpisodeAsync(this BillingDb db, CareEnded ended, CancellationToken ct) => db.KeepAsync(
        new CareEpisode(ended.ClientId, ended.Episode, ended.Version, ended.TeamId, ended.AdmittedOn, ended.EndedOn, CareEpisode.ReasonOf(ended.Reason)), ct);

    public static Task KeepEpisodeAsync(this BillingDb db, CareResumed resumed, CancellationToken ct) => db.KeepAsync(
        new CareEpisode(resumed.ClientId, resumed.Episode, resumed.Version, resumed.TeamId, resumed.AdmittedOn), ct);

    private static Task KeepAsync(this BillingDb db, CareEpisode episode, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO care_episodes (client_id, number, version, team_id, admitted_on, ended_on, reason)
        VALUES ({episode.ClientId}, {episode.Number}, {episode.Version}, {episode.TeamId}, {episode.AdmittedOn}, {episode.EndedOn}, {episode.Reason?.ToString()})
        ON CONFLICT (client_id, number) DO UPDATE SET
            version = excluded.version, team_id = excluded.team_id, admitted_on = excluded.admitted_on, ended_on = excluded.ended_on, reason = excluded.reason
        WHERE care_episodes.version < excluded.version
        """, ct);
}
