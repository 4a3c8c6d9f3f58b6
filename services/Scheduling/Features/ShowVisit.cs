using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Access;
using Buurtzorg.Scheduling.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

internal static class ShowVisitEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/visits/{visitId:guid}", Handle)
        .WithSummary("Show a visit")
        .WithDescription("Stands in the client's access log. The ETag is for a later If-Match.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.Integrator)
        .MayRefuse(403, 404, 503);

    private static async Task<Results<Ok<ShownVisit>, ProblemHttpResult>> Handle(
        Guid visitId, Caller caller, ScheduleAccess access, SchedulingDb db, HttpResponse response, CancellationToken ct)
    {
        var visit = await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.Id == visitId, ct);
        if (visit is null || !await access.AllowsAsync(visit.ClientId, caller, ct))
            return Refusal.NotFound().ToProblem();

        response.SetETag(visit.Version);
        return TypedResults.Ok(ShownVisit.Of(visit));
    }
}
