using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A new team begins, with the help of the back office.</summary>
/// <param name="Name">As the neighbourhood knows it, at most 80 characters.</param>
/// <param name="Area">How the install groups its teams, such as <c>oost</c>; left out: in no group.</param>
public sealed record FoundTeam([property: Required, StringLength(80)] string Name, [property: StringLength(Areas.Longest), RegularExpression(Areas.Pattern)] string? Area = null);

internal static class FoundTeamEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/teams", Handle)
        .WithSummary("Found a team")
        .RequireKind(CallerKinds.BackOffice)
        .MayRefuse(403, 422)
        .Idempotent();

    private static async Task<Created<CreatedId>> Handle(FoundTeam command, SchedulingDb db, HttpRequest request, CancellationToken ct)
    {
        var team = new Team { Id = Guid.CreateVersion7(), Name = command.Name };
        team.Place(command.Area);
        db.Add(team);
        db.Announce(team.Id, team.Version, new TeamPlaced(team.Id, team.Version, team.Area));
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"{request.PathBase}/v1/teams/{team.Id}", new CreatedId(team.Id));
    }
}
