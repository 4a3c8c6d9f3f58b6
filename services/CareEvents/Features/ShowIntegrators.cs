using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

/// <summary>What an integrator may hear.</summary>
/// <param name="ClientId">As the issuer knows it.</param>
/// <param name="WholeInstall">Every team, and events without a team.</param>
/// <param name="Areas">The teams of these areas.</param>
/// <param name="Teams">These teams.</param>
/// <param name="Scopes">Which kinds of events.</param>
public sealed record ShownIntegrator(string ClientId, bool WholeInstall, IReadOnlyList<string> Areas, IReadOnlyList<Guid> Teams, IReadOnlyList<string> Scopes)
{
    internal static ShownIntegrator Of(Integrator integrator) => new(integrator.ClientId, integrator.WholeInstall, integrator.Areas, integrator.Teams, integrator.Scopes);
}

/// <summary>A part of the list of integrators, in the order of their client ids.</summary>
/// <param name="Items">In the order of the list.</param>
/// <param name="Next">Send it as <c>after</c> for what follows; null at the end.</param>
public sealed record IntegratorPage(IReadOnlyList<ShownIntegrator> Items, string? Next);

/// <summary>Which part of the list of integrators.</summary>
public sealed record IntegratorPageRequest(
    [property: FromQuery(Name = "after"), StringLength(200), Description("The cursor `next` of the page before; leave it out for the first page.")] string? After,
    [property: FromQuery(Name = "limit"), Range(1, 200), DefaultValue(50), Description("How many at most, 1 to 200.")] int Limit = 50);

internal static class ListIntegratorsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/integrators", Handle)
        .WithSummary("List who may hear what")
        .RequireKind(CallerKinds.BackOffice)
        .MayRefuse(403);

    private static async Task<Ok<IntegratorPage>> Handle([AsParameters] IntegratorPageRequest page, CareEventsDb db, CancellationToken ct)
    {
        var after = page.After ?? "";
        var found = await db.Integrators.AsNoTracking().Where(integrator => string.Compare(integrator.ClientId, after) > 0)
            .OrderBy(integrator => integrator.ClientId).Take(page.Limit + 1).ToListAsync(ct);
        var items = found.Take(page.Limit).Select(ShownIntegrator.Of).ToList();
        return TypedResults.Ok(new IntegratorPage(items, found.Count > page.Limit ? items[^1].ClientId : null));
    }
}

internal static class ShowIntegratorEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/integrators/{clientId:maxlength(200)}", Handle)
        .WithSummary("Show what an integrator may hear")
        .WithDescription("The ETag is for a later If-Match.")
        .RequireKind(CallerKinds.BackOffice)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<ShownIntegrator>, ProblemHttpResult>> Handle(string clientId, CareEventsDb db, HttpResponse response, CancellationToken ct)
    {
        if (await db.Integrators.AsNoTracking().SingleOrDefaultAsync(known => known.ClientId == clientId, ct) is not { } integrator)
            return Refusal.NotFound().ToProblem();
        response.SetETag(integrator.Version);
        return TypedResults.Ok(ShownIntegrator.Of(integrator));
    }
}

internal static class RemoveIntegratorEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/integrators/{clientId:maxlength(200)}", Handle)
        .WithSummary("Let an integrator hear nothing any more")
        .WithDescription("Its subscriptions stay and are silent from this moment.")
        .RequireKind(CallerKinds.BackOffice)
        .MayRefuse(403);

    private static async Task<NoContent> Handle(string clientId, CareEventsDb db, CancellationToken ct)
    {
        await db.Integrators.Where(integrator => integrator.ClientId == clientId).ExecuteDeleteAsync(ct);
        return TypedResults.NoContent();
    }
}
