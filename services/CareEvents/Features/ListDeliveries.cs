using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

/// <summary>One attempt to deliver one event.</summary>
/// <param name="Id">The attempt.</param>
/// <param name="At">UTC.</param>
/// <param name="Sequence">The event; null for a challenge or a test event.</param>
/// <param name="Outcome"><c>delivered</c>, <c>queued</c>, <c>refused</c>, <c>gone</c>, <c>failed</c>, <c>timeout</c>, <c>not-reached</c>, <c>tls-failed</c>, <c>target-not-public</c>, <c>redirect-not-followed</c>, <c>given-up</c>, <c>queue-full</c>, <c>no-queue</c> or <c>broker-away</c>.</param>
/// <param name="Status">The HTTP status that the receiver answered.</param>
/// <param name="Milliseconds">How long it took.</param>
public sealed record ShownDelivery(Guid Id, DateTimeOffset At, string? Sequence, string Outcome, int? Status, int Milliseconds);

internal static class ListDeliveriesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/subscriptions/{subscriptionId:guid}/deliveries", Handle)
        .WithSummary("List attempts to deliver, newest first")
        .WithDescription("The last thousand or so are kept.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<Page<ShownDelivery>>, ProblemHttpResult>> Handle(
        Guid subscriptionId, [AsParameters] PageRequest page, Caller caller, CareEventsDb db, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is null)
            return Refusal.NotFound().ToProblem();
        var found = await db.Attempts.AsNoTracking()
            .Where(attempt => attempt.SubscriptionId == subscriptionId && (page.After == null || attempt.Id < page.After))
            .OrderByDescending(attempt => attempt.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page<ShownDelivery>.Of(found.ConvertAll(attempt => new ShownDelivery(
            attempt.Id, attempt.At, attempt.Sequence is { } sequence ? Sequences.Write(sequence) : null, attempt.Outcome, attempt.Status, attempt.Milliseconds)), page.Limit, delivery => delivery.Id));
    }
}
