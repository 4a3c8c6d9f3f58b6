using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Buurtzorg.CareEvents.Features;

/// <summary>What proves that an event is from this install, or lets you read your queue.</summary>
/// <param name="Secret">Of a webhook: signs every event, <c>whsec_...</c> of Standard Webhooks.</param>
/// <param name="OldSecret">Signs beside it until <paramref name="OldSecretUntil"/>, after a rotation.</param>
/// <param name="OldSecretUntil">UTC.</param>
/// <param name="Queue">Of a queue: where it is and who may read it.</param>
public sealed record Secrets(string? Secret, string? OldSecret, DateTimeOffset? OldSecretUntil, QueueAccess? Queue);

/// <summary>A queue of the broker, for any AMQP 0.9.1 client.</summary>
/// <param name="Address">The broker.</param>
/// <param name="VirtualHost">In which the queue is.</param>
/// <param name="Name">Of the queue.</param>
/// <param name="User">Who may read this queue, and nothing else.</param>
/// <param name="Password">Of that user.</param>
public sealed record QueueAccess(string Address, string VirtualHost, string Name, string User, string Password);

internal static class ShowSecretsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/subscriptions/{subscriptionId:guid}/secrets", Handle)
        .WithSummary("Show the secrets of a subscription")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<Secrets>, ProblemHttpResult>> Handle(
        Guid subscriptionId, Caller caller, CareEventsDb db, FieldEncryption encryption, IOptions<AmqpSettings> amqp, TimeProvider clock, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        var secret = encryption.DecryptText(subscription.SealedSecret);
        if (subscription.Way is DeliveryWay.Amqp)
        {
            var name = AmqpBroker.NameOf(subscription.Id);
            return TypedResults.Ok(new Secrets(null, null, null, new(amqp.Value.PublicAddress!.ToString(), amqp.Value.VirtualHost, name, name, secret)));
        }
        return TypedResults.Ok(subscription is { SealedOldSecret: { } old, OldSecretUntil: { } until } && until > clock.GetUtcNow()
            ? new Secrets(secret, encryption.DecryptText(old), until, null)
            : new Secrets(secret, null, null, null));
    }
}
