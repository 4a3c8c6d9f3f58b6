using System.ComponentModel;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A team in the list of all.</summary>
/// <param name="Id">The team.</param>
/// <param name="Name">As the neighbourhood knows it.</param>
/// <param name="Members">How many people it has, 0 to 12.</param>
/// <param name="Area">How the install groups it; null when it is in no group.</param>
public sealed record ListedTeam(Guid Id, string Name, int Members, string? Area);

internal static class ListTeamsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams", Handle)
        .WithSummary("List the teams, the oldest first")
        .RequireKind(CallerKinds.Professional, CallerKinds.Coach, CallerKinds.BackOffice)
        .MayRefuse(403);

    private static async Task<Ok<Page<ListedTeam>>> Handle(
        [AsParameters] PageRequest page, [FromQuery, Description("Only the teams of this area.")] string? area, SchedulingDb db, CancellationToken ct)
    {
        var teams = await db.Teams
            .Where(team => (area == null || team.Area == area) && (page.After == null || team.Id > page.After))
            .OrderBy(team => team.Id)
            .Take(page.Limit + 1)
            .Select(team => new ListedTeam(team.Id, team.Name, team.Members.Count, team.Area))
            .ToListAsync(ct);
        return TypedResults.Ok(Page<ListedTeam>.Of(teams, page.Limit, team => team.Id));
    }
}
