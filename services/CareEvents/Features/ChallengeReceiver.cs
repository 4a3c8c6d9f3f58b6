using System.Security.Cryptography;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareEvents.Features;

internal static class ChallengeReceiverEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/subscriptions/{subscriptionId:guid}/_challenge", Handle)
        .WithSummary("Let the receiver prove that it is yours")
        .WithDescription("A signed event of the type subscription-challenged goes to the receiver, which answers 200 with {\"challenge\": \"<data.challenge>\"}; then the subscription is active.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404, 409, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid subscriptionId, Caller caller, CareEventsDb db, Trial trial, Dispatcher dispatcher, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        if (subscription.Way is not DeliveryWay.Webhook)
            return Refusal.Invalid("no-receiver", "Only the receiver of a webhook is challenged; a queue is read with its password.").ToProblem();
        if (subscription.State is not SubscriptionState.Unproven)
            return TypedResults.NoContent();

        var challenge = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var sent = await trial.SendAsync(subscription, Catalogue.Challenge, challenge, ct);
        if (Decide(sent, challenge) is { } refusal)
            return refusal.ToProblem();
        (subscription.State, subscription.Version) = (SubscriptionState.Active, subscription.Version + 1);
        await db.SaveChangesAsync(ct);
        dispatcher.Wake(subscription.Id);
        return TypedResults.NoContent();
    }

    internal static Refusal? Decide(Sent sent, string challenge) => sent switch
    {
        { Answer: Answer.Delivered } when sent.Echo == challenge => null,
        { Answer: Answer.Delivered } => Refusal.Conflict("challenge-not-answered", "The receiver answered, but not with the challenge: it sends back 200 and {\"challenge\": \"<data.challenge>\"} after it has verified the signature."),
        { Status: { } status } => Refusal.Conflict("receiver-refused", $"The receiver answered {status} to the challenge; it answers 200 after it has verified the signature."),
        _ => Refusal.Conflict("receiver-not-reached", $"The receiver could not be asked: {sent.Outcome}. It must be reached from the internet, by a certificate that is valid."),
    };
}
