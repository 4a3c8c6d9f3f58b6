using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareEvents.Features;

/// <summary>What the caller may hear with this token.</summary>
/// <param name="ClientId">The client of the token.</param>
/// <param name="PersonId">What a client of the care names to let this integrator see something of their record.</param>
/// <param name="WholeInstall">Every team, and events without a team.</param>
/// <param name="Areas">The teams of these areas.</param>
/// <param name="Teams">These teams.</param>
/// <param name="Types">The types that the token's scopes and the back office both open.</param>
public sealed record MyEntitlement(string ClientId, Guid PersonId, bool WholeInstall, IReadOnlyList<string> Areas, IReadOnlyList<Guid> Teams, IReadOnlyList<string> Types);

internal static class ShowMyEntitlementEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/my-entitlement", Handle)
        .WithSummary("Show what you may hear")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403);

    private static async Task<Results<Ok<MyEntitlement>, ProblemHttpResult>> Handle(Caller caller, CareEventsDb db, CloudEvents cloudEvents, CancellationToken ct)
    {
        if (await db.EntitlementAsync(caller, ct) is not { } allowed)
            return Refusals.NotEntitled.ToProblem();
        return TypedResults.Ok(new MyEntitlement(allowed.ClientId, caller.PersonId, allowed.WholeInstall, allowed.Areas, allowed.Teams,
            [.. Audience.Of(allowed, caller.Scopes).Types.Select(cloudEvents.FullName)]));
    }
}
