using Buurtzorg.CareRecords.Data;
using Buurtzorg.Contracts.SocialMap;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

internal static class EndActivityWhenActivityLinkEnded
{
    public static Task Handle(ActivityLinkEnded ended, CareRecordsDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO linked_activities AS here (link_id, client_id, version, ended_on) VALUES ({ended.LinkId}, {ended.ClientId}, {ended.Version}, {ended.EndedOn})
        ON CONFLICT (link_id) DO UPDATE SET ended_on = excluded.ended_on, version = excluded.version WHERE here.version < excluded.version
        """, ct);
}
