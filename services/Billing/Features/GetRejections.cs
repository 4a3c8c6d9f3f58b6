using System.ComponentModel;
using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Rejected lines that nobody has dealt with, by what the payers say.</summary>
/// <param name="Items">By payer and code. A line with several codes is in each of their groups.</param>
public sealed record Rejections(IReadOnlyList<RejectionGroup> Items);

/// <summary>Lines that were rejected for the same cause.</summary>
/// <param name="PayerId">Who rejected them.</param>
/// <param name="Code">The payer's own code; empty where there was none.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="Remedy">What can be done about it.</param>
/// <param name="Count">How many lines, all pages together.</param>
/// <param name="AmountMinor">Of all of them, in minor units of the agreement's currency; what would have been given back counts negative.</param>
/// <param name="LineIds">A page of the lines.</param>
/// <param name="Next">Send it as <c>after</c>, with this payer and code, for the lines that follow; null at the end.</param>
public sealed record RejectionGroup(string PayerId, string Code, string Reason, string Remedy, long Count, long AmountMinor, IReadOnlyList<Guid> LineIds, Guid? Next);

internal static class GetRejectionsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/rejections", Handle)
        .WithSummary("Rejected lines by their cause, to resubmit or to write off.")
        .RequireKind(CallerKinds.BackOffice);

    private static async Task<Ok<Rejections>> Handle(string? payerId, [Description("One of the payer's codes.")] string? code, [AsParameters] PageRequest page, BillingDb db, CancellationToken ct)
    {
        var groups = await db.Database.SqlQuery<Group>($"""
            SELECT l.payer_id AS "PayerId", coalesce(c.code ->> 'code', '') AS "Code", min(coalesce(c.code ->> 'reason', '')) AS "Reason", min(coalesce(c.code ->> 'remedy', '')) AS "Remedy",
                count(*) AS "Count", sum(CASE l.side WHEN 'Debit' THEN l.amount_minor ELSE -l.amount_minor END)::bigint AS "AmountMinor",
                coalesce((array_agg(l.id ORDER BY l.id) FILTER (WHERE {page.After}::uuid IS NULL OR l.id > {page.After}))[1:{page.Limit + 1}], ARRAY[]::uuid[]) AS "LineIds"
            FROM claim_lines AS l LEFT JOIN LATERAL jsonb_array_elements(l.codes) AS c (code) ON true
            WHERE l.state = 'Rejected' AND ({payerId}::text IS NULL OR l.payer_id = {payerId}) AND ({code}::text IS NULL OR c.code ->> 'code' = {code})
            GROUP BY 1, 2 ORDER BY 1, 2
            """).ToListAsync(ct);
        return TypedResults.Ok(new Rejections([.. groups.Select(group => new RejectionGroup(
            group.PayerId, group.Code, group.Reason, group.Remedy, group.Count, group.AmountMinor, [.. group.LineIds.Take(page.Limit)], group.LineIds.Length > page.Limit ? group.LineIds[page.Limit - 1] : null))]));
    }

    private sealed record Group(string PayerId, string Code, string Reason, string Remedy, long Count, long AmountMinor, Guid[] LineIds);
}
