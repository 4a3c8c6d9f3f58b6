using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

/// <summary>Deliver again, or from somewhere else: from a time or after a sequence, one of the two. What stands between is delivered with the ids it had.</summary>
/// <param name="From">UTC; what was logged then or later.</param>
/// <param name="After">What follows this sequence.</param>
public sealed record ReplaySubscription(DateTimeOffset? From = null, string? After = null);

internal static class ReplaySubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/subscriptions/{subscriptionId:guid}/_replay", Handle)
        .WithSummary("Replay from a time or a sequence")
        .WithDescription("A subscription that was disabled, or paused, is active again. Events of clients who no longer share do not come again.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404, 409, 410, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid subscriptionId, ReplaySubscription command, Caller caller, CareEventsDb db, PublicLog log, Dispatcher dispatcher, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        var (first, head) = (await log.FirstAsync(ct), await log.HeadAsync(ct));
        var found = command.From is { } from ? await log.BeforeAsync(from, ct) : (long?)null;
        if (!Decide(subscription, command, found, first, head).Accepted(out var cursor, out var refusal))
            return refusal.ToProblem();

        await db.ParkedEvents.Where(parked => parked.SubscriptionId == subscription.Id).ExecuteDeleteAsync(ct); // they come again by themselves, or were left behind
        (subscription.Cursor, subscription.Run) = (cursor, subscription.Run + 1);
        ResumeSubscriptionEndpoint.Restart(subscription);
        await db.SaveChangesAsync(ct);
        dispatcher.Wake(subscription.Id);
        return TypedResults.NoContent();
    }

    internal static Outcome<long> Decide(Subscription subscription, ReplaySubscription command, long? beforeFrom, long first, long head)
    {
        if (subscription.State is SubscriptionState.Unproven)
            return Refusal.Conflict("receiver-unproven", "Ask for the challenge first: the receiver did not prove to be yours.");
        if (command.From is null == command.After is null)
            return Refusal.Invalid("from-or-after", "Say either from which time, or after which sequence.");
        if (beforeFrom is { } before)
            return before;
        if (!Sequences.TryRead(command.After!, out var after) || after > head)
            return Refusal.Invalid("unknown-sequence", $"{command.After} is no sequence of this log, which ends with {head}.");
        if (after + 1 < first)
            return new Refusal(StatusCodes.Status410Gone, "behind-retention", $"What follows {after} is no longer kept; the oldest is {first}, so go on after {first - 1}.");
        return after;
    }
}
