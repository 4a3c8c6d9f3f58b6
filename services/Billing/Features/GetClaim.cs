using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Domain.Pricing;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Claim = Buurtzorg.Billing.Domain.Claim;
using ClaimLine = Buurtzorg.Billing.Domain.ClaimLine;

namespace Buurtzorg.Billing.Features;

/// <summary>A claim with its lines.</summary>
/// <param name="Id">The claim.</param>
/// <param name="PayerId">Who is asked to pay.</param>
/// <param name="Period">The calendar month, such as <c>2026-10</c>.</param>
/// <param name="Number">As the payer sees it.</param>
/// <param name="State">closed, refused, rendered, sent, answered or paid.</param>
/// <param name="Currency">ISO 4217, of every amount.</param>
/// <param name="TotalMinor">What is asked, in minor units.</param>
/// <param name="GrantedMinor">What was granted so far, in minor units.</param>
/// <param name="PaidMinor">What was paid so far, in minor units.</param>
/// <param name="ClosedAt">UTC.</param>
/// <param name="RenderedAt">UTC; when the exact bytes were stored.</param>
/// <param name="SentAt">UTC; when all of its documents had left.</param>
/// <param name="AnswerDueOn">The last day on which the payer's answer is in time, in the time zone of the install; null until it is sent.</param>
/// <param name="AnsweredAt">UTC; when the payer had decided about every line.</param>
/// <param name="DocumentId">The message that holds the claim, to be downloaded and sent.</param>
/// <param name="Faults">Why it could not be rendered; close the month again once they are mended.</param>
/// <param name="Lines">A page of its lines, by reference.</param>
/// <param name="NextLine">Send it as <c>after</c> for the lines that follow; null at the end.</param>
public sealed record ClaimDetail(
    Guid Id, string PayerId, string Period, string Number, ClaimState State, string Currency, long TotalMinor, long GrantedMinor, long PaidMinor, DateTimeOffset ClosedAt,
    DateTimeOffset? RenderedAt, DateTimeOffset? SentAt, DateOnly? AnswerDueOn, DateTimeOffset? AnsweredAt, Guid? DocumentId, IReadOnlyList<FaultDetail> Faults, IReadOnlyList<ClaimLineDetail> Lines, Guid? NextLine);

/// <summary>One product, for one client, in one month, at one price, under one authorisation where the payer wants one.</summary>
/// <param name="Id">The line.</param>
/// <param name="Reference">As the payer sees it.</param>
/// <param name="ClientId">Who received the care.</param>
/// <param name="AuthorisationId">Under which; null where the care needs none.</param>
/// <param name="AuthorisationNumber">The payer's number of it.</param>
/// <param name="Category">In the payer's codes.</param>
/// <param name="Code">In the payer's codes.</param>
/// <param name="From">First day of the product period: the month, clipped to the authorisation.</param>
/// <param name="Until">Last day of it.</param>
/// <param name="Side">A debit asks for money, a credit gives it back.</param>
/// <param name="CreditedLineId">Of a credit: the granted line that it takes back.</param>
/// <param name="AdjustedLineId">Of an adjustment: the granted line that it changes by the difference.</param>
/// <param name="Unit">In what it is counted.</param>
/// <param name="Volume">Claimed, not negative.</param>
/// <param name="VolumeOverCap">Delivered and not claimed, because no more is allowed.</param>
/// <param name="RateMinor">The agreed rate, in minor units.</param>
/// <param name="RatePer">The unit that it is the price of.</param>
/// <param name="PerMinuteMinor">An hourly rate per minute, rounded to minor units; shown only.</param>
/// <param name="AmountMinor">The rate times the volume, rounded once; in minor units, not negative.</param>
/// <param name="State">What became of it.</param>
/// <param name="GrantedMinor">In minor units; null until the payer decided.</param>
/// <param name="Codes">The payer's codes, each with a reason and what can be done.</param>
public sealed record ClaimLineDetail(
    Guid Id, string Reference, Guid ClientId, Guid? AuthorisationId, string? AuthorisationNumber, string? Category, string Code, DateOnly From, DateOnly Until, Side Side, Guid? CreditedLineId, Guid? AdjustedLineId,
    Unit Unit, long Volume, long VolumeOverCap, long RateMinor, Unit RatePer, long? PerMinuteMinor, long AmountMinor, LineState State, long? GrantedMinor, IReadOnlyList<PayerCode> Codes);

/// <summary>One of the payer's codes, explained.</summary>
/// <param name="Code">The payer's own.</param>
/// <param name="Reason">A sentence for people.</param>
/// <param name="Remedy">What can be done about it.</param>
/// <param name="MayClaimAgain">Whether a corrected line can be claimed again.</param>
public sealed record PayerCode(string Code, string Reason, string Remedy, bool MayClaimAgain);

internal static class GetClaimEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/claims/{claimId:guid}", Handle)
        .WithSummary("A claim with its lines and what the payer decided about them.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<ClaimDetail>, ProblemHttpResult>> Handle(
        Guid claimId, [AsParameters] PageRequest page, Caller caller, BillingDb db, CareRecordsClient careRecords, CancellationToken ct)
    {
        if (await db.Claims.AsNoTracking().SingleOrDefaultAsync(c => c.Id == claimId, ct) is not { } claim) return Refusal.NotFound().ToProblem();
        var after = await db.ClaimLines.Where(line => line.Id == page.After).Select(line => line.Reference).SingleOrDefaultAsync(ct) ?? "";
        var found = await db.ClaimLines.AsNoTracking()
            .Where(line => line.ClaimId == claimId && string.Compare(line.Reference, after) > 0)
            .OrderBy(line => line.Reference).Take(page.Limit + 1).ToListAsync(ct);
        var lines = Page<ClaimLineDetail>.Of([.. found.Select(Detail)], page.Limit, line => line.Id);
        await careRecords.EnterAsync(lines.Items.Select(line => line.ClientId), caller, "claim", ct);
        return TypedResults.Ok(Detail(claim, lines));
    }

    private static ClaimDetail Detail(Claim claim, Page<ClaimLineDetail> lines) => new(
        claim.Id, claim.PayerId, claim.Period.ToString(), claim.Number, claim.State, claim.Currency, claim.TotalMinor, claim.GrantedMinor, claim.PaidMinor, claim.ClosedAt,
        claim.RenderedAt, claim.SentAt, claim.AnswerDueOn, claim.AnsweredAt, claim.DocumentId, [.. claim.Faults.Select(FaultDetail.Of)], lines.Items, lines.Next);

    private static ClaimLineDetail Detail(ClaimLine line) => new(
        line.Id, line.Reference, line.ClientId, line.AuthorisationId, line.AuthorisationNumber, line.Category, line.Code, line.From, line.Until, line.Side, line.CreditedLineId, line.AdjustedLineId,
        line.Unit, line.Volume, line.VolumeOverCap, (long)(line.RateAmount * 100), line.RatePer, line.RatePer is Unit.Hour ? Money.ShownPerMinute(line.RateAmount) : null, line.AmountMinor, line.State, line.GrantedMinor,
        [.. line.Codes.Select(code => new PayerCode(code.Code, code.Reason, code.Remedy, code.MayClaimAgain))]);
}
