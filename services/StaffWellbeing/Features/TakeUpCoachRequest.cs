using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

internal static class TakeUpCoachRequestEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/coach-requests/{requestId:guid}/acceptance", Handle)
        .WithSummary("Take up a team's request")
        .WithDescription("Of two coaches who take it up at once one does; the same coach again changes nothing.")
        .RequireKind(CallerKinds.Coach)
        .MayRefuse(403, 404, 409);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid requestId, Caller caller, StaffWellbeingDb db, CancellationToken ct)
    {
        var taken = await db.CoachRequests
            .Where(request => request.Id == requestId && request.Helped == null && (request.CoachId == null || request.CoachId == caller.PersonId))
            .ExecuteUpdateAsync(set => set.SetProperty(request => request.CoachId, caller.PersonId).SetProperty(request => request.Version, request => request.Version + (request.CoachId == null ? 1 : 0)), ct);
        if (taken == 1)
            return TypedResults.NoContent();
        return await db.CoachRequests.AnyAsync(request => request.Id == requestId, ct)
            ? Refusal.Conflict("not-waiting", "Another coach took it up, or the team needs none any more.").ToProblem()
            : Refusal.NotFound().ToProblem();
    }
}
