using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareEvents.Features;

/// <summary>What the subscription hears from now on: it replaces the filter, and takes the scopes of the token that says so.</summary>
/// <param name="Types">Only these types, by their full names; empty for all that the scopes open.</param>
/// <param name="Teams">Only these teams and areas; both empty for all that you may hear.</param>
/// <param name="Areas">Only these areas and teams.</param>
public sealed record FilterSubscription(
    [property: MaxLength(50)] IReadOnlyList<string> Types,
    [property: MaxLength(200)] IReadOnlyList<Guid> Teams,
    [property: MaxLength(200)] IReadOnlyList<string> Areas);

internal static class FilterSubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/subscriptions/{subscriptionId:guid}/filter", Handle)
        .WithSummary("Filter a subscription by types, teams and areas")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404, 412, 422, 428);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid subscriptionId, FilterSubscription command, IfMatch ifMatch, Caller caller, CareEventsDb db, CloudEvents cloudEvents, HttpResponse response, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        if (ifMatch.Refuses(subscription.Version) is { } stale)
            return stale.ToProblem();
        if (await db.EntitlementAsync(caller, ct) is not { } allowed)
            return Refusals.NotEntitled.ToProblem();
        if (!Filter.Decide(allowed, caller.Scopes, command.Types, command.Teams, command.Areas, await db.AreasOfAsync(command.Teams, ct), cloudEvents).Accepted(out var types, out var refusal))
            return refusal.ToProblem();

        (subscription.Types, subscription.Teams, subscription.Areas) = ([.. types], [.. command.Teams.Distinct()], [.. command.Areas.Distinct()]);
        subscription.Scopes = [.. caller.Scopes.Intersect(Catalogue.AllScopes)];
        subscription.Version++;
        await db.SaveChangesAsync(ct);
        response.SetETag(subscription.Version);
        return TypedResults.NoContent();
    }
}
