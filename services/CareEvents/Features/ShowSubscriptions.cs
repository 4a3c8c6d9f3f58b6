using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

/// <summary>A subscription and how it does.</summary>
/// <param name="Id">The subscription.</param>
/// <param name="Way">How events reach you.</param>
/// <param name="Url">Where the receiver of a webhook stands.</param>
/// <param name="State">How far it has come.</param>
/// <param name="DisabledBecause"><c>gone</c> (the receiver answered 410), <c>away-for-three-days</c> or <c>behind-retention</c>.</param>
/// <param name="Types">Only these types; empty means all that you may hear.</param>
/// <param name="Teams">Only these teams and areas; both empty means all that you may hear.</param>
/// <param name="Areas">Only these areas and teams.</param>
/// <param name="DeliveredUpto">The sequence up to which everything was delivered, or refused by the receiver.</param>
/// <param name="Failures">How often in a row the receiver was away.</param>
/// <param name="RetryAt">UTC; when it is tried again.</param>
/// <param name="CreatedAt">UTC.</param>
public sealed record ShownSubscription(
    Guid Id, DeliveryWay Way, string? Url, SubscriptionState State, string? DisabledBecause, IReadOnlyList<string> Types, IReadOnlyList<Guid> Teams, IReadOnlyList<string> Areas,
    string DeliveredUpto, int Failures, DateTimeOffset? RetryAt, DateTimeOffset CreatedAt)
{
    internal static ShownSubscription Of(Subscription subscription, CloudEvents cloudEvents) => new(
        subscription.Id, subscription.Way, subscription.Url, subscription.State, subscription.DisabledBecause, [.. subscription.Types.Select(cloudEvents.FullName)], subscription.Teams, subscription.Areas,
        Sequences.Write(subscription.Cursor), subscription.Failures, subscription.RetryAt, subscription.CreatedAt);
}

internal static class ListSubscriptionsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/subscriptions", Handle)
        .WithSummary("List your subscriptions")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403);

    private static async Task<Ok<Page<ShownSubscription>>> Handle([AsParameters] PageRequest page, Caller caller, CareEventsDb db, CloudEvents cloudEvents, CancellationToken ct)
    {
        var found = await db.Subscriptions.AsNoTracking()
            .Where(subscription => subscription.ClientId == caller.Client && subscription.Id > (page.After ?? Guid.Empty))
            .OrderBy(subscription => subscription.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page<ShownSubscription>.Of(found.ConvertAll(subscription => ShownSubscription.Of(subscription, cloudEvents)), page.Limit, subscription => subscription.Id));
    }
}

internal static class ShowSubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/subscriptions/{subscriptionId:guid}", Handle)
        .WithSummary("Show a subscription and how it does")
        .WithDescription("The ETag is for a later If-Match.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<ShownSubscription>, ProblemHttpResult>> Handle(
        Guid subscriptionId, Caller caller, CareEventsDb db, CloudEvents cloudEvents, HttpResponse response, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        response.SetETag(subscription.Version);
        return TypedResults.Ok(ShownSubscription.Of(subscription, cloudEvents));
    }
}
