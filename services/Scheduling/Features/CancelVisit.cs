using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

internal static class CancelVisitEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/visits/{visitId:guid}/cancellation", Handle)
        .WithSummary("Cancel a planned visit")
        .WithDescription("Its time is free again. A visit that is cancelled already stays so.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid visitId, Caller caller, SchedulingDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await db.VisitOfMyTeamAsync(visitId, caller, ct) is not { } visit)
            return Refusal.NotFound().ToProblem();
        if (visit.State is VisitState.Completed)
            return Refusal.Conflict("already-completed", "This visit took place; if it turns out that it did not, take its completion back first.").ToProblem();
        if (visit.State is VisitState.Cancelled)
            return TypedResults.NoContent();

        db.Attach(visit);
        visit.Cancel(clock.GetUtcNow());
        db.Announce(visit.Id, visit.Version, new VisitCancelled(visit.Id, visit.Version, visit.ClientId, visit.TeamId));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
