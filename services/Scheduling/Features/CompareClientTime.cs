using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

/// <summary>Teams like this one that do it otherwise: an invitation to phone them, in the order of their names.</summary>
/// <param name="Team">This team in the last four weeks that are over.</param>
/// <param name="Others">At most five teams of its area and about its size whose client time differs by five points or more, up or down.</param>
/// <param name="Reference">The line to hold them against.</param>
public sealed record ComparedClientTime(FourWeeks Team, IReadOnlyList<FourWeeks> Others, ReferenceLine Reference);

/// <summary>A team's client time over four weeks.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="Name">As the neighbourhood knows it.</param>
/// <param name="CareMinutes">Minutes of completed visits.</param>
/// <param name="ContractedMinutes">By the contracts of those weeks.</param>
/// <param name="Percent">Care of contracted minutes, to one decimal; null without contracted time.</param>
public sealed record FourWeeks(Guid TeamId, string Name, int CareMinutes, int ContractedMinutes, decimal? Percent);

internal static class CompareClientTimeEndpoint
{
    private const int MostCompared = 50, MostShown = 5, MostMembersApart = 2;
    private const decimal PointsApart = 5;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams/{teamId:guid}/client-time/others", Handle)
        .WithSummary("Find teams like this one whose client time differs, to phone them")
        .RequireKind(CallerKinds.Professional, CallerKinds.Coach)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<ComparedClientTime>, ProblemHttpResult>> Handle(
        Guid teamId, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        if (await db.Teams.Where(team => team.Id == teamId).Select(team => new { team.Area, Members = team.Members.Count }).SingleOrDefaultAsync(ct) is not { } mine)
            return Refusal.NotFound().ToProblem();
        // Of a large area those that began about when this team did: in the order of the index, on both sides.
        var alike = db.Teams.Where(team => team.Area == mine.Area && Math.Abs(team.Members.Count - mine.Members) <= MostMembersApart);
        var older = await alike.Where(team => team.Id < teamId).OrderByDescending(team => team.Id).Select(team => team.Id).Take(MostCompared / 2).ToListAsync(ct);
        var newer = await alike.Where(team => team.Id > teamId).OrderBy(team => team.Id).Select(team => team.Id).Take(MostCompared / 2).ToListAsync(ct);

        var lastMonday = Weeks.MondayOf(zone.DayOf(clock.GetUtcNow()));
        var lines = await db.ClientTimeAsync([teamId, .. older, .. newer], Enumerable.Range(1, 4).Select(back => lastMonday.AddDays(-7 * back)), zone, ct);
        return TypedResults.Ok(Decide(teamId, lines));
    }

    internal static ComparedClientTime Decide(Guid teamId, IEnumerable<ClientTime> lines)
    {
        var teams = lines.GroupBy(line => (line.TeamId, line.Name)).Select(weeks =>
        {
            var (care, contracted) = (weeks.Sum(week => week.CareMinutes), weeks.Sum(week => week.ContractedMinutes));
            return new FourWeeks(weeks.Key.TeamId, weeks.Key.Name, care, contracted, ClientTimeQuery.Percent(care, contracted));
        }).ToList();
        var mine = teams.Single(team => team.TeamId == teamId);
        var others = teams
            .Where(team => team.TeamId != teamId && Math.Abs((team.Percent - mine.Percent) ?? 0) >= PointsApart)
            .OrderBy(team => Math.Abs(team.ContractedMinutes - mine.ContractedMinutes)).ThenBy(team => team.TeamId)
            .Take(MostShown)
            .OrderBy(team => team.Name, StringComparer.Ordinal);
        return new(mine, [.. others], ReferenceLine.ClientTime);
    }
}
