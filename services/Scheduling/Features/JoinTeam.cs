using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

/// <summary>Somebody becomes a member of a team. The back office helps a team to its first members; then the team chooses itself.</summary>
/// <param name="PersonId">The person, as in the tokens of the issuer.</param>
/// <param name="Qualification">What the person has learned; it gives no rank.</param>
/// <param name="ContractedMinutesPerWeek">Whole minutes, 0 (on call) to 2880.</param>
public sealed record JoinTeam(Guid PersonId, Qualification Qualification, [property: Range(0, 2880)] int ContractedMinutesPerWeek);

internal static class JoinTeamEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/teams/{teamId:guid}/members", Handle)
        .WithSummary("Join a team")
        .WithDescription("A team has at most 12 members.")
        .RequireKind(CallerKinds.Professional, CallerKinds.BackOffice)
        .MayRefuse(403, 404, 409, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        Guid teamId, JoinTeam command, Caller caller, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        var refusal = await db.ChangeTeamAsync(teamId, team =>
        {
            if (Decide(team, command, caller) is { } refused)
                return refused;
            team.Take(command.PersonId, command.Qualification, command.ContractedMinutesPerWeek, zone.DayOf(clock.GetUtcNow()));
            team.ChoosesItsMembers |= team.Has(caller.PersonId);
            db.Announce(team.Id, team.Version, new TeamMemberJoined(team.Id, team.Version, command.PersonId, Slug<Qualification>.Of(command.Qualification), command.ContractedMinutesPerWeek));
            return null;
        }, ct);
        return refusal is null
            ? TypedResults.Created($"{request.PathBase}/v1/teams/{teamId}", new CreatedId(command.PersonId))
            : refusal.ToProblem();
    }

    internal static Refusal? Decide(Team team, JoinTeam command, Caller caller)
    {
        var ofTheTeam = team.Has(caller.PersonId);
        if (!ofTheTeam && caller.Kind != CallerKinds.BackOffice)
            return Refusal.Forbidden("not-a-member", "Only the members of a team choose who joins it.");
        if (!ofTheTeam && team.ChoosesItsMembers && team.Members.Count > 0)
            return Refusal.Forbidden("team-chooses-its-members", "This team chooses its own members by now; ask one of them.");
        if (team.Has(command.PersonId))
            return Refusal.Conflict("already-a-member", $"Person {command.PersonId} is a member of this team already.");
        if (team.Members.Count >= Team.MostMembers)
            return Refusal.Conflict("team-full",
                $"Team {team.Name} has {Team.MostMembers} members, as many as a team can have. Split the team in two (POST /v1/teams/{team.Id}/splits), or join a neighbouring team that has room.");
        return null;
    }
}
