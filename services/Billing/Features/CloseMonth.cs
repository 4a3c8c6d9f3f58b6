using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Closes a month for a payer: everything delivered and authorised becomes one claim.</summary>
/// <param name="PayerId">The payer as the agreements name it, such as <c>nl-wmo:9901</c>.</param>
/// <param name="Period">A calendar month that is over, such as <c>2026-10</c>, in the time zone of the install.</param>
public sealed record CloseMonth(
    [property: Required, StringLength(64)] string PayerId,
    [property: Required, RegularExpression(@"^\d{4}-(0[1-9]|1[0-2])$", ErrorMessage = "A period is a month such as 2026-10.")] string Period);

/// <summary>The claim of a payer and period, whoever closed it first.</summary>
/// <param name="Id">The claim.</param>
/// <param name="Number">As the payer sees it.</param>
public sealed record MonthClosed(Guid Id, string Number);

internal static class CloseMonthEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/claims", Handle)
        .WithSummary("Closes a month for a payer; again, it is the same claim (200).")
        .RequireKind(CallerKinds.BackOffice).Idempotent()
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Created<MonthClosed>, Ok<MonthClosed>, ProblemHttpResult>> Handle(
        CloseMonth command, BillingDb db, AgreementBook agreements, InstallClock clock, CancellationToken ct)
    {
        if (agreements.With(command.PayerId) is not { } agreement)
            return Refusal.Invalid("unknown-payer", $"The install has no agreement with {command.PayerId}; GET /v1/payers lists those it has.").ToProblem();
        var period = Month.Parse(command.Period);

        using var trace = ClaimTrace.Begin(agreement.PayerId, period);
        await using var transaction = await db.BeginUnlessBegunAsync(ct);
        await db.LockPayerAsync(agreement.PayerId, ct);
        if (await AgainAsync(db, agreement.PayerId, period, ct) is { } known)
        {
            if (transaction is not null) await transaction.CommitAsync(ct);
            return TypedResults.Ok(known);
        }

        var care = await UnclaimedCare.LoadAsync(db, agreement, period, ct);
        var drafts = ClaimDraft.Lines(agreement.PayerId, agreements, care.Deliveries, care.Authorisations, care.ClaimedBefore);
        if (!Decide(period, Month.Of(clock.Today), care.LastClosed, drafts).Accepted(out var lines, out var refusal)) return refusal.ToProblem();

        var claim = Claim.Of(agreement, period, await db.NextClaimNumberAsync(ct), lines, clock.Today, clock.Now);
        foreach (var (line, draft) in claim.Lines.Zip(lines))
            foreach (var delivery in draft.Deliveries) delivery.ClaimLineId = line.Id;
        db.Add(claim);
        db.AddRange(claim.Lines.SelectMany(line => Ledger.WhenClaimed(claim, line)));
        db.Announce(claim.Id, claim.Version, new ClaimClosed(claim.Id, claim.Version, claim.PayerId, command.Period));
        ClaimTrace.Tell(trace, claim, [.. lines.SelectMany(line => line.Deliveries)]);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TypedResults.Created($"/billing/v1/claims/{claim.Id}", new MonthClosed(claim.Id, claim.Number));
    }

    internal static Outcome<DraftLine[]> Decide(Month period, Month current, Month? lastClosed, DraftLine[] lines)
    {
        if (period.CompareTo(current) >= 0)
            return Refusal.Conflict("month-not-over", $"{period} is not over yet; close it from the first day after it.");
        if (lastClosed is { } last && last.CompareTo(period) > 0)
            return Refusal.Conflict("later-month-closed", $"{last} was closed already, and payers refuse a period before it; what was delivered in {period} comes along with the next month that is closed.");
        Month[] open = [.. lines.Select(line => line.Month).Where(month => month.CompareTo(period) < 0 && (lastClosed is null || month.CompareTo(lastClosed.Value) > 0)).Order()];
        if (open is [var earlier, ..])
            return Refusal.Conflict("earlier-month-open", $"Care of {earlier} was not claimed yet, and payers want periods in their order; close {earlier} first.");
        if (lines.Length == 0)
            return Refusal.Conflict("nothing-to-claim", $"No care of {period} is covered by an authorisation of this payer; GET /v1/deliveries?period={period} shows what is missing.");
        return lines;
    }

    // Pressed again: the same claim. If it could not be rendered, it is tried again.
    private static async Task<MonthClosed?> AgainAsync(BillingDb db, string payerId, Month period, CancellationToken ct)
    {
        if (await db.Claims.SingleOrDefaultAsync(c => c.PayerId == payerId && c.Period == period, ct) is not { } claim) return null;
        if (claim.Faults.Count > 0)
        {
            claim.TryAgain();
            db.Announce(claim.Id, claim.Version, new ClaimClosed(claim.Id, claim.Version, claim.PayerId, period.ToString()));
            await db.SaveChangesAsync(ct);
        }
        return new MonthClosed(claim.Id, claim.Number);
    }
}
