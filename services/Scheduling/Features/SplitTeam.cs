using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A team decides to become two: the named members begin a new team, the others stay.</summary>
/// <param name="Name">Of the new team, at most 80 characters.</param>
/// <param name="PersonIds">Who moves: at least one, and not everybody.</param>
public sealed record SplitTeam(
    [property: Required, StringLength(80)] string Name,
    [property: MinLength(1), MaxLength(Team.MostMembers)] IReadOnlyList<Guid> PersonIds);

internal static class SplitTeamEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/teams/{teamId:guid}/splits", Handle)
        .WithSummary("Split a team in two")
        .WithDescription("Clients and planned visits stay with the first team; the new one begins in the same area.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        Guid teamId, SplitTeam command, Caller caller, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        var begun = new Team { Id = Guid.CreateVersion7(), Name = command.Name, ChoosesItsMembers = true };
        var today = zone.DayOf(clock.GetUtcNow());
        var refusal = await db.ChangeTeamAsync(teamId, team =>
        {
            if (Decide(team, command, caller) is { } refused)
                return refused;
            begun.Place(team.Area);
            db.Add(begun);
            db.Announce(begun.Id, begun.Version, new TeamPlaced(begun.Id, begun.Version, begun.Area));
            foreach (var personId in command.PersonIds.Distinct())
            {
                var member = team.Release(personId);
                db.Add(member.End(today));
                db.Announce(team.Id, team.Version, new TeamMemberLeft(team.Id, team.Version, personId));
                begun.Take(personId, member.Qualification, member.ContractedMinutesPerWeek, today);
                db.Announce(begun.Id, begun.Version, new TeamMemberJoined(begun.Id, begun.Version, personId, Slug<Qualification>.Of(member.Qualification), member.ContractedMinutesPerWeek));
            }
            return null;
        }, ct);
        return refusal is null
            ? TypedResults.Created($"{request.PathBase}/v1/teams/{begun.Id}", new CreatedId(begun.Id))
            : refusal.ToProblem();
    }

    internal static Refusal? Decide(Team team, SplitTeam command, Caller caller)
    {
        if (!team.Has(caller.PersonId))
            return Refusal.Forbidden("not-a-member", "Only the members of a team decide to split it.");
        foreach (var personId in command.PersonIds.Where(personId => !team.Has(personId)))
            return Refusal.Invalid("not-in-this-team", $"Person {personId} is not a member of this team and cannot move with it.");
        if (command.PersonIds.Distinct().Count() == team.Members.Count)
            return Refusal.Invalid("nobody-stays", "A split leaves at least one member in the first team.");
        return null;
    }
}
