using System.Diagnostics;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Every visit is kept, whether or not anybody pays for it: what it is claimed under is looked up when it is asked. The highest version
/// wins; once claimed, a delivery stays as it was claimed and shows what changed afterwards.
/// </summary>
internal static class RecordDeliveryWhenVisitCompleted
{
    public static async Task Handle(VisitCompleted visit, BillingDb db, InstallClock clock, CancellationToken ct)
    {
        var day = clock.DayOf(visit.StartedAt);
        var taken = await db.Database.ExecuteSqlAsync($"""
            INSERT INTO deliveries (visit_id, version, client_id, team_id, service, started_at, ended_at, delivered_on, month, minutes, recorded_at, trace_parent)
            VALUES ({visit.VisitId}, {visit.Version}, {visit.ClientId}, {visit.TeamId}, {visit.Service}, {visit.StartedAt.ToUniversalTime()}, {visit.EndedAt.ToUniversalTime()},
                    {day}, {Month.Of(day).ToString()}, {visit.Minutes}, {visit.RecordedAt.ToUniversalTime()}, {Activity.Current?.Id})
            ON CONFLICT (visit_id) DO UPDATE SET
                version = excluded.version, client_id = excluded.client_id, team_id = excluded.team_id, service = excluded.service, started_at = excluded.started_at,
                ended_at = excluded.ended_at, delivered_on = excluded.delivered_on, month = excluded.month, minutes = excluded.minutes,
                recorded_at = excluded.recorded_at, trace_parent = excluded.trace_parent
            WHERE deliveries.version < excluded.version AND deliveries.claim_line_id IS NULL
            """, ct);
        if (taken == 0)
            await db.Database.ExecuteSqlAsync($"""
                UPDATE deliveries SET version = {visit.Version}, minutes_after_claim = {visit.Minutes}
                WHERE visit_id = {visit.VisitId} AND version < {visit.Version} AND claim_line_id IS NOT NULL
                """, ct);
    }
}
