using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>What a payer allows now; everything that is left out is gone. Payer, number and client stay.</summary>
/// <param name="From">First day.</param>
/// <param name="Category">In the payer's codes; left out when it is a budget for anything.</param>
/// <param name="Code">In the payer's codes; left out when it is for any product of the category.</param>
/// <param name="Until">Last day; left out: no end yet.</param>
/// <param name="Volume">How much, in <paramref name="Unit"/>, per <paramref name="Per"/>; all three or none.</param>
/// <param name="Unit">In what the volume is counted.</param>
/// <param name="Per">To which stretch of time it belongs.</param>
/// <param name="BudgetMinor">The most that may be spent, in minor units.</param>
/// <param name="DecidedOn">The day of the payer's decision: a message decided on that day or later replaces this. Left out: any message does.</param>
public sealed record ChangeAuthorisation(
    DateOnly From,
    [property: StringLength(16, MinimumLength = 1)] string? Category = null,
    [property: StringLength(16, MinimumLength = 1)] string? Code = null,
    DateOnly? Until = null,
    [property: Range(0, 1_000_000_000)] long? Volume = null,
    Unit? Unit = null,
    Frequency? Per = null,
    [property: Range(0, 100_000_000_000)] long? BudgetMinor = null,
    DateOnly? DecidedOn = null)
{
    internal AuthorisationTerms Terms => new(Category, Code, From, Until, Volume, Unit, Per, BudgetMinor, DecidedOn);
}

internal static class ChangeAuthorisationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/authorisations/{authorisationId:guid}", Handle)
        .WithSummary("Changes an authorisation that was entered by hand. Send its ETag as If-Match.")
        .RequireKind(CallerKinds.BackOffice)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status428PreconditionRequired);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid authorisationId, ChangeAuthorisation command, IfMatch ifMatch, BillingDb db, InstallClock clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Authorisations.SingleOrDefaultAsync(a => a.Id == authorisationId, ct) is not { } authorisation) return Refusal.NotFound().ToProblem();
        if (ifMatch.Refuses(authorisation.Version) is { } stale) return stale.ToProblem();
        if (!Decide(authorisation, command.Terms).Accepted(out var terms, out var refusal)) return refusal.ToProblem();

        authorisation.Enter(terms, clock.Now);
        await db.OpenMonthsOfAuthorisationAsync(authorisationId, ct);
        await db.AnnounceAsync(authorisation, ct);
        await db.SaveChangesAsync(ct);
        response.SetETag(authorisation.Version);
        return TypedResults.NoContent();
    }

    internal static Outcome<AuthorisationTerms> Decide(Authorisation authorisation, AuthorisationTerms terms)
    {
        if (authorisation.Source is AuthorisationSource.Message)
            return Refusal.Conflict("comes-from-a-message", "A message of the payer says so, and only another message changes that; ask the payer for it.");
        if (authorisation.Withdrawn)
            return Refusal.Conflict("withdrawn", "This authorisation was withdrawn; enter a new one.");
        return EnterAuthorisationEndpoint.Decide(terms);
    }
}
