using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareEvents.Features;

/// <summary>What became of a test event.</summary>
/// <param name="Delivered">Whether the receiver took it, or the broker for the queue.</param>
/// <param name="Outcome">In a word, as in the delivery log.</param>
/// <param name="Status">The HTTP status that the receiver answered.</param>
public sealed record TestedSubscription(bool Delivered, string Outcome, int? Status);

internal static class TestSubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/subscriptions/{subscriptionId:guid}/_test", Handle)
        .WithSummary("Send a test event")
        .WithDescription("At once and once, whatever the state; it has no sequence, because it stands in no log.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404, 409);

    private static async Task<Results<Ok<TestedSubscription>, ProblemHttpResult>> Handle(Guid subscriptionId, Caller caller, CareEventsDb db, Trial trial, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        if (subscription.State is SubscriptionState.Unproven)
            return Refusal.Conflict("receiver-unproven", "Ask for the challenge first: nothing else is sent to a receiver that did not prove to be yours.").ToProblem();
        var sent = await trial.SendAsync(subscription, Catalogue.Test, challenge: null, ct);
        return TypedResults.Ok(new TestedSubscription(sent.Answer is Answer.Delivered, sent.Outcome, sent.Status));
    }
}
