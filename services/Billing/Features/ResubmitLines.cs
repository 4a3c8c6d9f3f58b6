using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Rejected lines may be claimed anew: their visits go into the next claim of their payer, as they are then. Name the lines, or a claim and one of the payer's codes.</summary>
/// <param name="LineIds">1 to 1000 lines.</param>
/// <param name="ClaimId">Instead of lines: those of this claim.</param>
/// <param name="Code">Of a claim: those rejected with this code of the payer; left out, all that were rejected.</param>
public sealed record ResubmitLines([property: MaxLength(1000)] IReadOnlyList<Guid>? LineIds = null, Guid? ClaimId = null, [property: StringLength(40)] string? Code = null);

/// <summary>What came of it.</summary>
/// <param name="Lines">How many lines changed; those that had been before are not counted again.</param>
public sealed record LinesChanged(int Lines);

internal static class ResubmitLinesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/lines/_resubmit", Handle)
        .WithSummary("Lets the visits of rejected lines go into the next claim.")
        .RequireKind(CallerKinds.BackOffice)
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Ok<LinesChanged>, ProblemHttpResult>> Handle(ResubmitLines command, Caller caller, BillingDb db, InstallClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!(await RejectedLines.ChooseAsync(db, command.LineIds, command.ClaimId, command.Code, ct)).Accepted(out var lines, out var refusal)) return refusal.ToProblem();

        var changed = await db.Database.SqlQuery<int>($"""
            WITH resubmitted AS (UPDATE claim_lines SET state = 'Resubmitted' WHERE id = ANY ({lines}) AND state = 'Rejected' RETURNING *),
            moved AS (
                INSERT INTO ledger_entries (id, payer_id, claim_line_id, cause_id, credit, debit, currency, minor_units, recorded_at)
                SELECT gen_random_uuid(), l.payer_id, l.id, {caller.PersonId}, CASE l.side WHEN 'Debit' THEN 'Rejected' ELSE 'Delivered' END, CASE l.side WHEN 'Debit' THEN 'Delivered' ELSE 'Rejected' END,
                    c.currency, l.amount_minor, {clock.Now}
                FROM resubmitted AS l JOIN claims AS c ON c.id = l.claim_id WHERE l.amount_minor > 0),
            opened AS (
                INSERT INTO open_months (client_id, month) SELECT DISTINCT client_id, month FROM resubmitted ORDER BY 1, 2
                ON CONFLICT (client_id, month) DO UPDATE SET marks = open_months.marks + 1)
            SELECT count(*)::int AS "Value" FROM resubmitted
            """).ToListAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(new LinesChanged(changed[0]));
    }
}

/// <summary>The lines that the back office means, and nobody closes a month of their payers meanwhile.</summary>
internal static class RejectedLines
{
    public static async Task<Outcome<Guid[]>> ChooseAsync(BillingDb db, IReadOnlyList<Guid>? lineIds, Guid? claimId, string? code, CancellationToken ct)
    {
        if (lineIds is { Count: > 0 } == claimId is not null) return Refusal.Invalid("lines-or-claim", "Name the lines, or the claim whose rejected lines are meant.");
        var meant = lineIds is { Count: > 0 }
            ? db.ClaimLines.Where(line => lineIds.Contains(line.Id))
            : db.ClaimLines.FromSql($"SELECT * FROM claim_lines WHERE claim_id = {claimId} AND state = 'Rejected' AND ({code}::text IS NULL OR codes @> jsonb_build_array(jsonb_build_object('code', {code}::text)))");
        foreach (var payer in (await meant.Select(line => line.PayerId).Distinct().ToListAsync(ct)).Order(StringComparer.Ordinal)) await db.LockPayerAsync(payer, ct);

        var lines = await meant.Select(line => new { line.Id, line.State }).ToListAsync(ct);
        return Decide(lineIds?.Count ?? lines.Count, [.. lines.Select(line => line.State)]) is { } refusal ? refusal : lines.Select(line => line.Id).ToArray();
    }

    internal static Refusal? Decide(int asked, IReadOnlyList<LineState> states) =>
        states.Count < asked ? Refusal.Invalid("unknown-line", $"{asked - states.Count} of these lines are not there; GET /v1/rejections lists those that were rejected.")
        : states.Any(state => state is LineState.Claimed or LineState.Granted or LineState.Credited) ? Refusal.Conflict("line-not-rejected", "The payer has not rejected every one of these lines; leave out the others.")
        : null;
}
