using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>What a payer allows and told otherwise than by a message: by letter, by telephone, on a portal. A message about the same number replaces it.</summary>
/// <param name="PayerId">The payer as the agreements name it, such as <c>nl-wmo:9901</c>.</param>
/// <param name="ClientId">Whom it is for; somebody in care.</param>
/// <param name="From">First day.</param>
/// <param name="Number">The payer's number of it; left out where the payer gives none, and one is made.</param>
/// <param name="Category">In the payer's codes; left out when it is a budget for anything.</param>
/// <param name="Code">In the payer's codes; left out when it is for any product of the category.</param>
/// <param name="Until">Last day; left out: no end yet.</param>
/// <param name="Volume">How much, in <paramref name="Unit"/>, per <paramref name="Per"/>; all three or none.</param>
/// <param name="Unit">In what the volume is counted.</param>
/// <param name="Per">To which stretch of time it belongs.</param>
/// <param name="BudgetMinor">The most that may be spent, in minor units.</param>
/// <param name="DecidedOn">The day of the payer's decision: a message decided on that day or later replaces this. Left out: any message does.</param>
public sealed record EnterAuthorisation(
    [property: Required, StringLength(64)] string PayerId,
    Guid ClientId,
    DateOnly From,
    [property: StringLength(36, MinimumLength = 1)] string? Number = null,
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

/// <summary>What was made.</summary>
/// <param name="Id">Its id, a UUIDv7.</param>
public sealed record CreatedId(Guid Id);

internal static class EnterAuthorisationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/authorisations", Handle)
        .WithSummary("Enters by hand what a payer allows.")
        .RequireKind(CallerKinds.BackOffice).Idempotent()
        .ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(EnterAuthorisation command, BillingDb db, AgreementBook agreements, InstallClock clock, CancellationToken ct)
    {
        if (agreements.With(command.PayerId) is null)
            return Refusal.Invalid("unknown-payer", $"The install has no agreement with {command.PayerId}; GET /v1/payers lists those it has.").ToProblem();
        if (!Decide(command.Terms).Accepted(out var terms, out var refusal)) return refusal.ToProblem();

        await using var transaction = await db.BeginUnlessBegunAsync(ct);
        await db.LockPayerAsync(command.PayerId, ct);
        if (await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.ClientId == command.ClientId, ct) is not { } client)
            return Refusal.Invalid("unknown-client", $"Nobody with the id {command.ClientId} is in care; admit the client first.").ToProblem();
        var number = command.Number ?? await db.NextAuthorisationNumberAsync(ct);
        if (await db.Authorisations.AnyAsync(a => a.PayerId == command.PayerId && a.Number == number, ct))
            return Refusal.Conflict("number-known", $"There is an authorisation {number} of {command.PayerId} already; change that one, if it was entered by hand.").ToProblem();

        var authorisation = new Authorisation { Id = Guid.CreateVersion7(clock.Now), PayerId = command.PayerId, Number = number, IdentifierHash = client.IdentifierHash };
        authorisation.Enter(terms, clock.Now);
        db.Add(authorisation);
        db.Announce(authorisation, client.ClientId);
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return TypedResults.Created($"/billing/v1/authorisations/{authorisation.Id}", new CreatedId(authorisation.Id));
    }

    internal static Outcome<AuthorisationTerms> Decide(AuthorisationTerms terms)
    {
        if (terms.Until < terms.From)
            return Refusal.Invalid("ends-before-it-starts", $"It would end on {terms.Until:yyyy-MM-dd}, before its first day {terms.From:yyyy-MM-dd}.");
        if (terms.Code is not null && terms.Category is null)
            return Refusal.Invalid("code-without-category", $"The product {terms.Code} belongs to a category; name that too.");
        if ((terms.Volume is null, terms.Unit is null, terms.Per is null) is not ((true, true, true) or (false, false, false)))
            return Refusal.Invalid("volume-incomplete", "A volume is so much of a unit per stretch of time; name volume, unit and per, or none of them.");
        return terms;
    }
}
