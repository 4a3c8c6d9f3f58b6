using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

internal static class WithdrawAuthorisationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/authorisations/{authorisationId:guid}/_withdraw", Handle)
        .WithSummary("Says that an authorisation that was entered by hand never held. One that is withdrawn already stays so.")
        .RequireKind(CallerKinds.BackOffice)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid authorisationId, BillingDb db, InstallClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Authorisations.SingleOrDefaultAsync(a => a.Id == authorisationId, ct) is not { } authorisation) return Refusal.NotFound().ToProblem();
        await db.LockPayerAsync(authorisation.PayerId, ct); // no claim is closed under it meanwhile
        var granted = await db.ClaimLines.AnyAsync(line => line.AuthorisationId == authorisationId && line.State == LineState.Granted, ct);
        if (!Decide(authorisation, granted).Accepted(out var changes, out var refusal)) return refusal.ToProblem();
        if (!changes) return TypedResults.NoContent();

        authorisation.Withdraw(clock.Now);
        await db.OpenMonthsOfAuthorisationAsync(authorisationId, ct);
        await db.AnnounceAsync(authorisation, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    /// <returns>Whether it changes anything.</returns>
    internal static Outcome<bool> Decide(Authorisation authorisation, bool hasGrantedLines)
    {
        if (authorisation.Source is AuthorisationSource.Message)
            return Refusal.Conflict("comes-from-a-message", "A message of the payer says so, and only another message withdraws it; ask the payer for it.");
        if (authorisation.Withdrawn) return false;
        return hasGrantedLines
            ? Refusal.Conflict("has-granted-lines", "The payer granted care under this authorisation; let it end on the last day that it held instead.")
            : true;
    }
}
