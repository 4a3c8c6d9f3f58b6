using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

internal static class WithdrawCompletionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/visits/{visitId:guid}/completion/_withdraw", Handle)
        .WithSummary("Take back that a visit took place")
        .WithDescription("For a visit that turned out not to have happened, however late. It is planned again, to be moved, cancelled or completed; one that is not completed stays as it is.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid visitId, Caller caller, SchedulingDb db, CancellationToken ct)
    {
        if (await db.VisitOfMyTeamAsync(visitId, caller, ct) is not { } visit)
            return Refusal.NotFound().ToProblem();
        if (visit.State is not VisitState.Completed)
            return TypedResults.NoContent();

        var version = visit.Version;
        visit.WithdrawCompletion();
        var withdrawn = await db.UpdateAndAnnounceAsync(
            $"UPDATE visits SET started_at = NULL, ended_at = NULL, recorded_at = NULL, version = {visit.Version} WHERE id = {visit.Id} AND version = {version}",
            visit.Id, visit.Version, new VisitCompletionWithdrawn(visit.Id, visit.Version, visit.ClientId, visit.TeamId), ct);
        return withdrawn
            ? TypedResults.NoContent()
            : await Handle(visitId, caller, db, ct); // somebody was faster: look again at what is there now
    }
}
