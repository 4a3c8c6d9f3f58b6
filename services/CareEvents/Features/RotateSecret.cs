using System.Security.Cryptography;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareEvents.Features;

internal static class RotateSecretEndpoint
{
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/subscriptions/{subscriptionId:guid}/_rotate-secret", Handle)
        .WithSummary("Make a new secret")
        .WithDescription("The old secret of a webhook signs beside the new one for 24 hours; do it twice and the old one is gone at once. The password of a queue changes at once.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404, 503);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid subscriptionId, Caller caller, CareEventsDb db, AmqpBroker broker, FieldEncryption encryption, TimeProvider clock, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        subscription.Version++;
        if (subscription.Way is DeliveryWay.Webhook)
        {
            (subscription.SealedOldSecret, subscription.OldSecretUntil) = (subscription.SealedSecret, clock.GetUtcNow() + Overlap);
            subscription.SealedSecret = encryption.Encrypt(WebhookSecret.Make());
        }
        else
        {
            var password = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
            subscription.SealedSecret = encryption.Encrypt(password);
            await broker.ChangePasswordAsync(subscription.Id, password, ct);
        }
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
