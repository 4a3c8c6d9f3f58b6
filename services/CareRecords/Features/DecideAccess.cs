using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareRecords.Features;

/// <summary>Another service asks whether somebody may see a client's data there.</summary>
/// <param name="ClientId">Whose data.</param>
/// <param name="PersonId">Who wants to see it: the person of the caller's token, never of the service.</param>
/// <param name="Kind">The kind of that caller.</param>
/// <param name="Scope">What has to be open to them.</param>
/// <param name="What">What they will see, kebab-case, as it reads after "looked at your": <c>visits</c>.</param>
public sealed record AskWhoMaySee(Guid ClientId, Guid PersonId, [Code] string Kind, AccessScope Scope, [Code] string What);

/// <summary>The answer; it is in the client's access log already. Ask each time: a revoked grant holds at once.</summary>
/// <param name="Allowed">Show nothing when false, and answer 404.</param>
/// <param name="Basis">Why.</param>
public sealed record AccessDecided(bool Allowed, AccessBasis Basis);

internal static class DecideAccessEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/access-decisions", Handle)
        .WithSummary("For services: may this person see this? Answered from the record each time, and logged.")
        .RequireService("scheduling", "social-map")
        .MayRefuse(403, 503);

    private static async Task<Ok<AccessDecided>> Handle(AskWhoMaySee ask, Caller caller, RecordDoor door, CancellationToken ct)
    {
        var question = new AccessQuestion(ask.ClientId, ask.PersonId, ask.Kind, caller.Service!, AccessDecision.RightToSee(ask.Scope), AccessAct.Look, ask.What);
        var decided = await door.LookAsync(question, ct);
        return TypedResults.Ok(decided.Accepted(out var opened, out _)
            ? new AccessDecided(true, opened.Verdict.Basis)
            : new AccessDecided(false, AccessBasis.None));
    }
}
