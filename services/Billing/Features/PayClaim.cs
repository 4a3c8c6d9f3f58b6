using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Billing.Features;

/// <summary>Money that a payer paid for a claim. It settles granted lines in the order of their references.</summary>
/// <param name="AmountMinor">In minor units of the claim's currency; more than nothing, and no more than was granted and is not paid yet.</param>
/// <param name="PaidOn">The day on which it was received, in the time zone of the install; not later than today.</param>
/// <param name="Reference">By which the bank statement or the payer names it; at most 100 characters. Name no client in it.</param>
public sealed record PayClaim(
    [property: Range(1, long.MaxValue)] long AmountMinor,
    DateOnly PaidOn,
    [property: Required, StringLength(100, MinimumLength = 1)] string Reference);

/// <summary>A payment, and what the claim is after it.</summary>
/// <param name="Id">The payment.</param>
/// <param name="ClaimId">What was paid for.</param>
/// <param name="ClaimState">paid when everything granted is.</param>
/// <param name="GrantedMinor">What was granted so far, in minor units.</param>
/// <param name="PaidMinor">What was paid so far, this payment included, in minor units.</param>
public sealed record ClaimPaid(Guid Id, Guid ClaimId, ClaimState ClaimState, long GrantedMinor, long PaidMinor);

internal static class PayClaimEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/claims/{claimId:guid}/payments", Handle)
        .WithSummary("Records what a payer paid for a claim; part of it may be paid, and never more than was granted.")
        .RequireKind(CallerKinds.BackOffice).Idempotent()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Created<ClaimPaid>, ProblemHttpResult>> Handle(Guid claimId, PayClaim command, BillingDb db, InstallClock clock, CancellationToken ct)
    {
        await using var transaction = await db.BeginUnlessBegunAsync(ct);
        if (await db.LockClaimAsync(claimId, ct) is not { } claim) return Refusal.NotFound().ToProblem();
        if (!Decide(claim, command, clock.Today).Accepted(out var parts, out var refusal)) return refusal.ToProblem();

        var payment = new Payment(Guid.CreateVersion7(clock.Now), claim.Id, command.AmountMinor, command.PaidOn, command.Reference, clock.Now);
        db.Add(payment);
        foreach (var (line, amount) in parts)
        {
            line.Pay(amount);
            db.AddRange(Ledger.WhenPaid(claim.Currency, line, payment.Id, amount, clock.Now));
        }
        claim.Paid(payment.AmountMinor);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TypedResults.Created($"/billing/v1/claims/{claim.Id}", new ClaimPaid(payment.Id, claim.Id, claim.State, claim.GrantedMinor, claim.PaidMinor));
    }

    internal static Outcome<(ClaimLine Line, long AmountMinor)[]> Decide(Claim claim, PayClaim command, DateOnly today)
    {
        if (command.PaidOn > today)
            return Refusal.Invalid("paid-in-the-future", $"{command.PaidOn:yyyy-MM-dd} is still to come; record a payment once it was received.");
        if (command.AmountMinor > claim.GrantedMinor - claim.PaidMinor)
            return Refusal.Invalid("more-than-granted",
                $"{command.AmountMinor} was paid, and of {claim.GrantedMinor} granted {claim.GrantedMinor - claim.PaidMinor} is not paid yet (in minor units); record the part that is for this claim, and ask the payer about the rest.");
        return Payment.Allocate(claim.Lines, command.AmountMinor);
    }
}
