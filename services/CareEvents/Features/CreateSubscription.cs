using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Buurtzorg.CareEvents.Features;

/// <summary>An integrator wants events. It begins with what is logged from now on; a replay gets earlier ones.</summary>
/// <param name="Way">A webhook, or a queue of the broker.</param>
/// <param name="Url">Of a webhook: where the receiver stands, by https.</param>
/// <param name="Types">Only these types, by their full names; left out, all that the scopes open. News that a client does not share comes along always.</param>
/// <param name="Teams">Only these teams and areas; both left out, all that you may hear.</param>
/// <param name="Areas">Only these areas and teams.</param>
public sealed record CreateSubscription(
    DeliveryWay Way,
    [property: StringLength(2000)] string? Url = null,
    [property: MaxLength(50)] IReadOnlyList<string>? Types = null,
    [property: MaxLength(200)] IReadOnlyList<Guid>? Teams = null,
    [property: MaxLength(200)] IReadOnlyList<string>? Areas = null);

internal static class CreateSubscriptionEndpoint
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/subscriptions", Handle)
        .WithSummary("Subscribe")
        .WithDescription("A webhook is silent until its receiver has answered a challenge: fetch the secret, give it to the receiver, then ask for the challenge. A queue is filled at once.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 409, 422, 503)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        CreateSubscription command, Caller caller, CareEventsDb db, PublicLog log, CloudEvents cloudEvents, WebhookTargets targets, AmqpBroker broker,
        IOptions<AmqpSettings> amqp, FieldEncryption encryption, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        if (await db.EntitlementAsync(caller, ct) is not { } allowed)
            return Refusals.NotEntitled.ToProblem();
        if (!Filter.Decide(allowed, caller.Scopes, command.Types ?? [], command.Teams ?? [], command.Areas ?? [], await db.AreasOfAsync(command.Teams ?? [], ct), cloudEvents).Accepted(out var types, out var refusal))
            return refusal.ToProblem();
        if (Decide(command, targets, amqp.Value.IsOffered) is { } no)
            return no.ToProblem();
        if (await db.Subscriptions.CountAsync(known => known.ClientId == caller.Client, ct) >= Most)
            return Refusal.Conflict("too-many-subscriptions", $"You have {Most} subscriptions; delete one that you no longer need.").ToProblem();

        var secret = command.Way is DeliveryWay.Webhook ? WebhookSecret.Make() : Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var subscription = new Subscription
        {
            Id = Guid.CreateVersion7(),
            ClientId = caller.Client!,
            Way = command.Way,
            Url = command.Url,
            State = command.Way is DeliveryWay.Webhook ? SubscriptionState.Unproven : SubscriptionState.Active,
            Scopes = [.. caller.Scopes.Intersect(Catalogue.AllScopes)],
            Types = [.. types],
            Teams = [.. (command.Teams ?? []).Distinct()],
            Areas = [.. (command.Areas ?? []).Distinct()],
            SealedSecret = encryption.Encrypt(secret),
            CreatedAt = clock.GetUtcNow(),
            Cursor = await log.HeadAsync(ct),
        };
        db.Subscriptions.Add(subscription);
        if (subscription.Way is DeliveryWay.Amqp)
            await broker.CreateAsync(subscription.Id, secret, ct); // before the row: what is left of a crash between has no password that anybody knows
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"{request.PathBase}/v1/subscriptions/{subscription.Id}", new CreatedId(subscription.Id));
    }

    internal static Refusal? Decide(CreateSubscription command, WebhookTargets targets, bool queuesAreOffered) => command switch
    {
        { Way: DeliveryWay.Webhook, Url: null } => Refusal.Invalid("url-missing", "A webhook needs the url of its receiver."),
        { Way: DeliveryWay.Webhook, Url: { } url } when targets.Refuses(url) is { } reason => Refusal.Invalid("url-refused", reason),
        { Way: DeliveryWay.Amqp, Url: not null } => Refusal.Invalid("url-of-a-queue", "A queue has no url: leave it out, or subscribe by webhook."),
        { Way: DeliveryWay.Amqp } when !queuesAreOffered => Refusal.Invalid("queues-not-offered", "This install offers no queues; subscribe by webhook or read the feed."),
        _ => null,
    };

    internal static async Task<Dictionary<Guid, string?>> AreasOfAsync(this CareEventsDb db, IReadOnlyCollection<Guid> teams, CancellationToken ct) => teams.Count == 0
        ? []
        : await db.Set<KnownTeam>().Where(team => teams.Contains(team.Id)).ToDictionaryAsync(team => team.Id, team => team.Area, ct);
}
