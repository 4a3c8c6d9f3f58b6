using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

internal static class DeleteSubscriptionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/subscriptions/{subscriptionId:guid}", Handle)
        .WithSummary("Delete a subscription")
        .WithDescription("With its delivery log, its queue and the user of that queue.")
        .RequireKind(CallerKinds.Integrator)
        .MayRefuse(403, 404, 503);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid subscriptionId, Caller caller, CareEventsDb db, AmqpBroker broker, CancellationToken ct)
    {
        if (await db.SubscriptionOfAsync(caller, subscriptionId, ct) is not { } subscription)
            return Refusal.NotFound().ToProblem();
        if (subscription.Way is DeliveryWay.Amqp)
            await broker.DeleteAsync(subscription.Id, ct);
        await db.Subscriptions.Where(known => known.Id == subscription.Id).ExecuteDeleteAsync(ct);
        return TypedResults.NoContent();
    }
}
