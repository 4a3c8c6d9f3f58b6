using Buurtzorg.CareEvents.Data;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

/// <summary>What was created.</summary>
/// <param name="Id">A UUIDv7.</param>
public sealed record CreatedId(Guid Id);

internal static class Refusals
{
    /// <summary>Names in the OpenAPI document with which statuses an endpoint says no.</summary>
    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder endpoint, params int[] statuses) =>
        statuses.Aggregate(endpoint, (built, status) => built.ProducesProblem(status));

    public static readonly Refusal NotEntitled = Refusal.Forbidden("not-entitled",
        "The back office of this install has not said what you may hear; ask them, and name your client id.");

    /// <summary>What the back office lets the caller hear; null means nothing.</summary>
    public static async Task<Integrator?> EntitlementAsync(this CareEventsDb db, Caller caller, CancellationToken ct) =>
        caller.Client is { } clientId ? await db.Integrators.AsNoTracking().SingleOrDefaultAsync(integrator => integrator.ClientId == clientId, ct) : null;

    /// <summary>A subscription of the caller's own; those of others are not there for them.</summary>
    public static Task<Subscription?> SubscriptionOfAsync(this CareEventsDb db, Caller caller, Guid id, CancellationToken ct) =>
        db.Subscriptions.SingleOrDefaultAsync(subscription => subscription.Id == id && subscription.ClientId == caller.Client, ct);
}
