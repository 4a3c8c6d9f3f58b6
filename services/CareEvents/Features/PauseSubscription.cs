using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareEvents.Features;

internal static class PauseSubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/subscriptions/{subscriptionId:guid}/_pause", Handle)
        .WithSummary("Pause a subscription")
        .WithDescription("Events wait in the log, for as long as it is kept.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404, 409);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid subscriptionId, Caller caller, CareEventsDb db, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        if (subscription.State is SubscriptionState.Paused)
            return TypedResults.NoContent();
        if (subscription.State is not SubscriptionState.Active)
            return Refusal.Conflict("not-active", "Only an active subscription can pause; nothing is delivered to this one anyway.").ToProblem();
        (subscription.State, subscription.Version) = (SubscriptionState.Paused, subscription.Version + 1);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}

internal static class ResumeSubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/subscriptions/{subscriptionId:guid}/_resume", Handle)
        .WithSummary("Go on after a pause, or after delivery was disabled")
        .WithDescription("With the event after the last one that was delivered, at once.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404, 409);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid subscriptionId, Caller caller, CareEventsDb db, PublicLog log, Dispatcher dispatcher, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        if (Decide(subscription, await log.FirstAsync(ct)) is { } refusal)
            return refusal.ToProblem();
        Restart(subscription);
        await db.SaveChangesAsync(ct);
        dispatcher.Wake(subscription.Id);
        return TypedResults.NoContent();
    }

    internal static Refusal? Decide(Subscription subscription, long first) =>
        subscription.State is SubscriptionState.Unproven
            ? Refusal.Conflict("receiver-unproven", "Ask for the challenge: the receiver did not prove to be yours.")
        : subscription.Cursor + 1 < first
            ? Refusal.Conflict("behind-retention", $"The log no longer holds what follows {subscription.Cursor}; say by a replay from where on, the oldest is {first}.")
        : null;

    internal static void Restart(Subscription subscription)
    {
        (subscription.State, subscription.DisabledBecause) = (SubscriptionState.Active, null);
        (subscription.Failures, subscription.FailingSince, subscription.RetryAt) = (0, null, null);
        subscription.Version++;
    }
}
