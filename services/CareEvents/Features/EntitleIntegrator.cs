using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

/// <summary>The back office says what an integrator may hear. It replaces what was said before, and holds for running subscriptions at once.</summary>
/// <param name="WholeInstall">Every team, and events without a team such as claims.</param>
/// <param name="Areas">The teams of these areas, also those that come later.</param>
/// <param name="Teams">These teams.</param>
/// <param name="Scopes">Which kinds of events; the integrator's token must have the scope too.</param>
public sealed record EntitleIntegrator(
    bool WholeInstall,
    [property: MaxLength(200)] IReadOnlyList<string> Areas,
    [property: MaxLength(1000)] IReadOnlyList<Guid> Teams,
    [property: MinLength(1), MaxLength(20)] IReadOnlyList<string> Scopes);

internal static class EntitleIntegratorEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/integrators/{clientId:maxlength(200)}", Handle)
        .WithSummary("Say what an integrator may hear")
        .WithDescription("The client id is the one of the integrator's token. What stands already is replaced with If-Match.")
        .RequireKind(CallerKinds.BackOffice)
        .MayRefuse(403, 412, 422, 428);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        string clientId, EntitleIntegrator command, IfMatch ifMatch, CareEventsDb db, HttpResponse response, CancellationToken ct)
    {
        if (Decide(command) is { } refusal)
            return refusal.ToProblem();
        var integrator = await db.Integrators.SingleOrDefaultAsync(known => known.ClientId == clientId, ct);
        if (integrator is not null && ifMatch.Refuses(integrator.Version) is { } stale)
            return stale.ToProblem();
        if (integrator is null)
            db.Integrators.Add(integrator = new Integrator { ClientId = clientId, Version = 0 });
        integrator.Version++;
        (integrator.WholeInstall, integrator.Areas, integrator.Teams, integrator.Scopes) =
            (command.WholeInstall, [.. command.Areas.Distinct()], [.. command.Teams.Distinct()], [.. command.Scopes.Distinct()]);
        await db.SaveChangesAsync(ct);
        response.SetETag(integrator.Version);
        return TypedResults.NoContent();
    }

    internal static Refusal? Decide(EntitleIntegrator command) =>
        command.Scopes.Except(Catalogue.AllScopes).FirstOrDefault() is { } unknown
            ? Refusal.Invalid("unknown-scope", $"There is no scope {unknown}; there are {string.Join(", ", Catalogue.AllScopes)}.")
        : !command.WholeInstall && command.Areas.Count == 0 && command.Teams.Count == 0
            ? Refusal.Invalid("nothing-named", "Name the teams or areas that this integrator may hear, or the whole install; take the integrator away to let it hear nothing.")
        : null;
}
