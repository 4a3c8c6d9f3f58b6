using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Access;
using Buurtzorg.Scheduling.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

internal static class ShowClientScheduleEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/visits", Handle)
        .WithSummary("Show the schedule of a client")
        .WithDescription("To the client's team, and to whom the client lets see it. Stands in the client's access log.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.Integrator)
        .MayRefuse(403, 404, 422, 503);

    private static async Task<Results<Ok<Page<ShownVisit>>, ProblemHttpResult>> Handle(
        Guid clientId, [AsParameters] VisitPageRequest page, Caller caller, ScheduleAccess access, SchedulingDb db, CancellationToken ct)
    {
        if (!await access.AllowsAsync(clientId, caller, ct))
            return Refusal.NotFound().ToProblem();
        var visits = await db.Visits.Where(visit => visit.ClientId == clientId).PageAsync(page, ct);
        return visits.Accepted(out var shown, out var refusal) ? TypedResults.Ok(shown) : refusal.ToProblem();
    }
}
