using System.Diagnostics;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Every visit is kept, whether or not anybody pays for it: what it is claimed under is looked up when it is asked. The highest version
/// wins, and opens its month: what was claimed before is fixed in its line and corrected by the next claim.
/// </summary>
internal static class RecordDeliveryWhenVisitCompleted
{
    public static Task Handle(VisitCompleted visit, BillingDb db, AgreementBook agreements, InstallClock clock, CancellationToken ct)
    {
        var day = clock.DayOf(visit.StartedAt);
        string[] months = [.. MonthsOf(day, agreements.CountsWeeks).Distinct().Select(month => month.ToString())];
        return db.Database.ExecuteSqlAsync($"""
            WITH taken AS (
                INSERT INTO deliveries (visit_id, version, client_id, team_id, service, started_at, ended_at, delivered_on, month, minutes, planned_minutes, withdrawn, recorded_at, trace_parent)
                VALUES ({visit.VisitId}, {visit.Version}, {visit.ClientId}, {visit.TeamId}, {visit.Service}, {visit.StartedAt.ToUniversalTime()}, {visit.EndedAt.ToUniversalTime()},
                        {day}, {Month.Of(day).ToString()}, {visit.Minutes}, {visit.PlannedMinutes}, false, {visit.RecordedAt.ToUniversalTime()}, {Activity.Current?.Id})
                ON CONFLICT (visit_id) DO UPDATE SET
                    version = excluded.version, client_id = excluded.client_id, team_id = excluded.team_id, service = excluded.service, started_at = excluded.started_at,
                    ended_at = excluded.ended_at, delivered_on = excluded.delivered_on, month = excluded.month, month_before = deliveries.month, minutes = excluded.minutes, planned_minutes = excluded.planned_minutes,
                    withdrawn = false, recorded_at = excluded.recorded_at, trace_parent = excluded.trace_parent
                WHERE deliveries.version < excluded.version
                RETURNING client_id, month_before)
            INSERT INTO open_months (client_id, month)
            SELECT client_id, unnest({months}) FROM taken UNION SELECT client_id, month_before FROM taken WHERE month_before IS NOT NULL ORDER BY 1, 2
            ON CONFLICT (client_id, month) DO UPDATE SET marks = open_months.marks + 1
            """, ct);
    }

    // Where weeks count, a visit in a week that two months share concerns both.
    private static IEnumerable<Month> MonthsOf(DateOnly day, bool countsWeeks) =>
        countsWeeks ? [Month.Of(day), Month.Of(Days.Monday(day)), Month.Of(Days.Monday(day).AddDays(6))] : [Month.Of(day)];
}
