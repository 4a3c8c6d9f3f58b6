using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

/// <summary>The back office groups teams in areas. A team does not change by it.</summary>
/// <param name="Area">Kebab-case, at most 40 characters, such as <c>oost</c>; null: in no group.</param>
public sealed record PlaceTeam([property: StringLength(Areas.Longest), RegularExpression(Areas.Pattern)] string? Area);

internal static class PlaceTeamEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/teams/{teamId:guid}/area", Handle)
        .WithSummary("Say in which area a team is")
        .RequireKind(CallerKinds.BackOffice)
        .MayRefuse(403, 404);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid teamId, PlaceTeam command, SchedulingDb db, CancellationToken ct)
    {
        var refusal = await db.ChangeTeamAsync(teamId, team =>
        {
            if (team.Area == command.Area)
                return null;
            team.Place(command.Area);
            db.Announce(team.Id, team.Version, new TeamPlaced(team.Id, team.Version, team.Area));
            return null;
        }, ct);
        return refusal is null ? TypedResults.NoContent() : refusal.ToProblem();
    }
}
