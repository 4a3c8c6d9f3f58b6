using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// A visit did not take place after all: it is worth nothing from now on, and what was claimed for it is taken back by the next claim.
/// Where this comes first, a row without minutes keeps the version, so that an older completion has no effect.
/// </summary>
internal static class WithdrawDeliveryWhenVisitCompletionWithdrawn
{
    public static Task Handle(VisitCompletionWithdrawn visit, BillingDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        WITH taken AS (
            INSERT INTO deliveries (visit_id, version, client_id, team_id, service, started_at, ended_at, delivered_on, month, minutes, planned_minutes, withdrawn, recorded_at)
            VALUES ({visit.VisitId}, {visit.Version}, {visit.ClientId}, {visit.TeamId}, '', 'epoch', 'epoch', '1970-01-01', '1970-01', 0, 0, true, 'epoch')
            ON CONFLICT (visit_id) DO UPDATE SET version = excluded.version, withdrawn = true WHERE deliveries.version < excluded.version
            RETURNING client_id, month)
        INSERT INTO open_months (client_id, month) SELECT client_id, month FROM taken WHERE month > '1970-01'
        ON CONFLICT (client_id, month) DO UPDATE SET marks = open_months.marks + 1
        """, ct);
}
