using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Data;

internal static class OpenMonths
{
    /// <summary>What a payer decided about an authorisation has changed: the claimed months that it covers or covered are looked at again.</summary>
    public static Task OpenMonthsOfAuthorisationAsync(this BillingDb db, Guid authorisationId, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO open_months (client_id, month) SELECT DISTINCT client_id, month FROM claim_lines WHERE authorisation_id = {authorisationId}
        ON CONFLICT (client_id, month) DO UPDATE SET marks = open_months.marks + 1
        """, ct);

    public static Task OpenMonthsOfLinesAsync(this BillingDb db, IReadOnlyCollection<Guid> lineIds, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO open_months (client_id, month) SELECT DISTINCT client_id, month FROM claim_lines WHERE id = ANY ({lineIds.ToArray()})
        ON CONFLICT (client_id, month) DO UPDATE SET marks = open_months.marks + 1
        """, ct);
}
