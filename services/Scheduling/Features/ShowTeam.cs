using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A team and who is in it.</summary>
/// <param name="Id">The team.</param>
/// <param name="Name">As the neighbourhood knows it.</param>
/// <param name="Members">At most 12, in no rank.</param>
/// <param name="Area">How the install groups it; null when it is in no group.</param>
public sealed record ShownTeam(Guid Id, string Name, IReadOnlyList<ShownMember> Members, string? Area);

/// <summary>A member of a team.</summary>
/// <param name="PersonId">The person, as in the tokens of the issuer.</param>
/// <param name="Qualification">What the person has learned.</param>
/// <param name="ContractedMinutesPerWeek">Whole minutes.</param>
public sealed record ShownMember(Guid PersonId, Qualification Qualification, int ContractedMinutesPerWeek);

internal static class ShowTeamEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams/{teamId:guid}", Handle)
        .WithSummary("Show a team and its members")
        .RequireKind(CallerKinds.Professional, CallerKinds.Coach, CallerKinds.BackOffice)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<ShownTeam>, ProblemHttpResult>> Handle(Guid teamId, SchedulingDb db, CancellationToken ct)
    {
        var shown = await db.Teams
            .Where(team => team.Id == teamId)
            .Select(team => new ShownTeam(team.Id, team.Name, team.Members
                .OrderBy(member => member.PersonId)
                .Select(member => new ShownMember(member.PersonId, member.Qualification, member.ContractedMinutesPerWeek))
                .ToList(), team.Area))
            .SingleOrDefaultAsync(ct);
        return shown is null ? Refusal.NotFound().ToProblem() : TypedResults.Ok(shown);
    }
}
