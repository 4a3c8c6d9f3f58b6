using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Domain.Pricing;
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
        var before = await db.Claims.Where(c => c.PayerId == agreement.PayerId && c.Period == period).OrderByDescending(c => c.Attempt).FirstOrDefaultAsync(ct);
        if (before is not null && !await IsAllRejectedAsync(db, before, ct))
        {
            await TryAgainAsync(db, before, ct);
            if (transaction is not null) await transaction.CommitAsync(ct);
            return TypedResults.Ok(new MonthClosed(before.Id, before.Number));
        }

        var lastClosed = await db.Claims.Where(c => c.PayerId == agreement.PayerId).Select(c => (Month?)c.Period).MaxAsync(ct);
        if (DecideBefore(period, Month.Of(clock.Today), lastClosed) is { } early) return early.ToProblem();
        var claim = Claim.Of(agreement, period, (before?.Attempt ?? 0) + 1, await db.NextClaimNumberAsync(ct), clock.Today, clock.Now);
        db.Add(claim);
        await db.SaveChangesAsync(ct);

        var care = new UnclaimedCare(db, agreements);
        var writer = new ClaimWriter(db, claim);
        var months = new SortedSet<Month>();
        var batches = await care.NoteAsync(agreement, period, ct);
        for (var batch = 0; batch < batches; batch++)
        {
            var (lines, unsettled) = (new List<(Guid, DraftLine)>(), new List<(Guid, Month)>());
            await foreach (var (client, ofClient) in care.ReadAsync(batch, ct))
            {
                var draft = ClaimDraft.Of(agreement.PayerId, period, agreements, ofClient);
                foreach (var line in draft.Lines) lines.Add((client, line));
                foreach (var month in draft.Unsettled) unsettled.Add((client, month));
            }
            foreach (var (_, line) in lines) months.Add(line.Key.Month);
            await writer.WriteAsync(lines, ct);
            await care.KeepOpenAsync(unsettled, ct);
        }
        if (DecideAfter(period, lastClosed, months) is { } refusal) return refusal.ToProblem();

        await care.SettleAsync(ct);
        claim.SumsTo(writer.TotalMinor);
        db.Announce(claim.Id, claim.Version, new ClaimClosed(claim.Id, claim.Version, claim.PayerId, command.Period));
        var causes = await db.Deliveries.Where(delivery => writer.Causes.Contains(delivery.VisitId)).OrderBy(delivery => delivery.VisitId).Select(delivery => delivery.TraceParent).ToListAsync(ct);
        ClaimTrace.Tell(trace, claim.Id, writer.Lines, writer.Visits, causes);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TypedResults.Created($"/billing/v1/claims/{claim.Id}", new MonthClosed(claim.Id, claim.Number));
    }

    internal static Refusal? DecideBefore(Month period, Month current, Month? lastClosed) =>
        period.CompareTo(current) >= 0 ? Refusal.Conflict("month-not-over", $"{period} is not over yet; close it from the first day after it.")
        : lastClosed is { } last && last.CompareTo(period) > 0
            ? Refusal.Conflict("later-month-closed", $"{last} was closed already, and payers refuse a period before it; what was delivered in {period} comes along with the next month that is closed.")
        : null;

    /// <param name="months">Of what would be claimed.</param>
    internal static Refusal? DecideAfter(Month period, Month? lastClosed, IReadOnlyCollection<Month> months)
    {
        Month[] open = [.. months.Where(month => month.CompareTo(period) < 0 && (lastClosed is null || month.CompareTo(lastClosed.Value) > 0)).Order()];
        return open is [var earlier, ..] ? Refusal.Conflict("earlier-month-open", $"Care of {earlier} was not claimed yet, and payers want periods in their order; close {earlier} first.")
            : months.Count == 0 ? Refusal.Conflict("nothing-to-claim", $"No care of {period} is covered by an authorisation of this payer; GET /v1/deliveries?period={period} shows what is missing.")
            : null;
    }

    // Then the period may be claimed once more, when there is something new: lines were resubmitted, or care was told late.
    private static async Task<bool> IsAllRejectedAsync(BillingDb db, Claim claim, CancellationToken ct)
    {
        if (claim.State is not ClaimState.Answered) return false;
        var lines = db.ClaimLines.Where(line => line.ClaimId == claim.Id);
        return !await lines.AnyAsync(line => line.State == LineState.Claimed || line.State == LineState.Granted || line.State == LineState.Credited, ct)
            && await db.OpenMonths.AnyAsync(open => open.Month == claim.Period && lines.Any(line => line.ClientId == open.ClientId), ct);
    }

    // Pressed again: the same claim. If it could not be rendered, that is tried again.
    private static async Task TryAgainAsync(BillingDb db, Claim claim, CancellationToken ct)
    {
        if (claim.Faults.Count == 0) return;
        claim.TryAgain();
        db.Announce(claim.Id, claim.Version, new ClaimClosed(claim.Id, claim.Version, claim.PayerId, claim.Period.ToString()));
        await db.SaveChangesAsync(ct);
    }
}
