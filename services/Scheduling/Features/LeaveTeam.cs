using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

internal static class LeaveTeamEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/teams/{teamId:guid}/members/{personId:guid}", Handle)
        .WithSummary("Leave a team, or record that a colleague left")
        .WithDescription("Visits that were planned stay in the team's roster until a member cancels or completes them.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid teamId, Guid personId, Caller caller, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        var refusal = await db.ChangeTeamAsync(teamId, team =>
        {
            if (Decide(team, personId, caller) is { } refused)
                return refused;
            db.Add(team.Release(personId).End(zone.DayOf(clock.GetUtcNow())));
            db.Announce(team.Id, team.Version, new TeamMemberLeft(team.Id, team.Version, personId));
            return null;
        }, ct);
        return refusal is null ? TypedResults.NoContent() : refusal.ToProblem();
    }

    internal static Refusal? Decide(Team team, Guid personId, Caller caller) =>
        !team.Has(caller.PersonId) ? Refusal.Forbidden("not-a-member", "Only the members of a team decide about its members.")
        : !team.Has(personId) ? Refusal.NotFound()
        : null;
}
