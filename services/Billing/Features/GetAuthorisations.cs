using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Care that a payer assigned.</summary>
/// <param name="Id">The authorisation.</param>
/// <param name="PayerId">Who assigned it.</param>
/// <param name="Number">The payer's number of it.</param>
/// <param name="ClientId">Whom it is for; null while nobody with that identifier is in care.</param>
/// <param name="Category">In the payer's codes; null when it is a budget for anything.</param>
/// <param name="Code">In the payer's codes; null when it is for any product of the category.</param>
/// <param name="From">First day.</param>
/// <param name="Until">Last day; null: no end yet.</param>
/// <param name="Volume">How much, in <paramref name="Unit"/>, per <paramref name="Per"/>; null where there is no volume.</param>
/// <param name="Unit">In what the volume is counted.</param>
/// <param name="Per">To which stretch of time it belongs.</param>
/// <param name="BudgetMinor">The most that may be spent, in minor units.</param>
/// <param name="Withdrawn">The payer says that it never held.</param>
/// <param name="MessageId">The message that says so; null when it was entered by hand.</param>
/// <param name="Kind">How much of the payer's products it leaves open.</param>
/// <param name="Source">Whether a message of the payer says so, or the back office entered it.</param>
public sealed record AuthorisationDetail(
    Guid Id, string PayerId, string Number, Guid? ClientId, string? Category, string? Code, DateOnly From, DateOnly? Until, long? Volume, Unit? Unit, Frequency? Per, long? BudgetMinor,
    bool Withdrawn, Guid? MessageId, AuthorisationKind Kind, AuthorisationSource Source)
{
    internal static AuthorisationDetail Of(Authorisation a, Guid? clientId) => new(
        a.Id, a.PayerId, a.Number, clientId, a.Category, a.Code, a.From, a.Until, a.VolumeAmount, a.VolumeUnit, a.VolumePer, a.BudgetMinor, a.Withdrawn, a.MessageId, a.Kind, a.Source);
}

internal static class GetAuthorisationsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/authorisations", Handle)
        .WithSummary("Care that payers assigned, of a client or of a payer.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<Page<AuthorisationDetail>>> Handle(
        Guid? clientId, string? payerId, [AsParameters] PageRequest page, Caller caller, BillingDb db, CareRecordsClient careRecords, CancellationToken ct)
    {
        var wanted = db.Authorisations.Where(a => payerId == null || a.PayerId == payerId);
        if (clientId is not null) wanted = wanted.Where(a => db.Clients.Any(client => client.ClientId == clientId && client.IdentifierHash == a.IdentifierHash));
        var found = await wanted.Where(a => page.After == null || a.Id > page.After).OrderBy(a => a.Id).Take(page.Limit + 1)
            .Select(a => new { Authorisation = a, ClientId = db.Clients.Where(client => client.IdentifierHash == a.IdentifierHash && (clientId == null || client.ClientId == clientId)).OrderBy(client => client.ClientId).Select(client => (Guid?)client.ClientId).FirstOrDefault() })
            .AsNoTracking().ToListAsync(ct);
        var shown = Page<AuthorisationDetail>.Of([.. found.Select(row => AuthorisationDetail.Of(row.Authorisation, row.ClientId))], page.Limit, a => a.Id);
        await careRecords.EnterAsync(shown.Items.Select(a => a.ClientId).OfType<Guid>(), caller, "assignments", ct);
        return TypedResults.Ok(shown);
    }
}

internal static class GetAuthorisationEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/authorisations/{authorisationId:guid}", Handle)
        .WithSummary("An authorisation; its ETag is for a later If-Match.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<AuthorisationDetail>, ProblemHttpResult>> Handle(
        Guid authorisationId, Caller caller, BillingDb db, CareRecordsClient careRecords, HttpResponse response, CancellationToken ct)
    {
        if (await db.Authorisations.AsNoTracking().SingleOrDefaultAsync(a => a.Id == authorisationId, ct) is not { } authorisation) return Refusal.NotFound().ToProblem();
        var client = await db.Clients.Where(c => c.IdentifierHash == authorisation.IdentifierHash).OrderBy(c => c.ClientId).Select(c => (Guid?)c.ClientId).FirstOrDefaultAsync(ct);
        if (client is { } clientId) await careRecords.EnterAsync([clientId], caller, "assignments", ct);
        response.SetETag(authorisation.Version);
        return TypedResults.Ok(AuthorisationDetail.Of(authorisation, client));
    }
}
