using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Access;
using Buurtzorg.Scheduling.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

internal static class ShowRosterEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams/{teamId:guid}/visits", Handle)
        .WithSummary("Show the roster of a team to its members")
        .WithDescription("Stands in the access log of each client shown.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 422, 503);

    private static async Task<Results<Ok<Page<ShownVisit>>, ProblemHttpResult>> Handle(
        Guid teamId, [AsParameters] VisitPageRequest page, Caller caller, CareRecordsClient careRecords, SchedulingDb db, CancellationToken ct)
    {
        if (!await db.Members.AnyAsync(member => member.TeamId == teamId && member.PersonId == caller.PersonId, ct))
            return Refusal.Forbidden("not-a-member", "A roster is for the members of its team.").ToProblem();
        if (!(await db.Visits.Where(visit => visit.TeamId == teamId).PageAsync(page, ct)).Accepted(out var roster, out var refusal))
            return refusal.ToProblem();

        if (roster.Items.Count > 0)
            await careRecords.EnterSchedulesAsync(roster.Items.Select(visit => visit.ClientId).Distinct(), caller, ct);
        return TypedResults.Ok(roster);
    }
}
