using Buurtzorg.CareRecords.Data;
using Buurtzorg.Contracts.SocialMap;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

internal static class KeepActivityWhenActivityLinked
{
    // An end that came first stays: what a link is to never changes, so only the version is compared.
    public static Task Handle(ActivityLinked linked, CareRecordsDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO linked_activities AS here (link_id, client_id, version, service_id, linked_on) VALUES ({linked.LinkId}, {linked.ClientId}, {linked.Version}, {linked.ServiceId}, {linked.LinkedOn})
        ON CONFLICT (link_id) DO UPDATE SET service_id = excluded.service_id, linked_on = excluded.linked_on, version = greatest(here.version, excluded.version)
        """, ct);
}
