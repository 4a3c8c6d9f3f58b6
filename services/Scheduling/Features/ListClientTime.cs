using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

internal static class ListClientTimeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/client-time", Handle)
        .WithSummary("Show the client time of every team in a week, the oldest team first")
        .WithDescription("Every team sees every team, so that one can phone another. There is no ranking, and nobody has to justify a figure.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Coach)
        .MayRefuse(403, 422);

    private static async Task<Results<Ok<ClientTimes>, ProblemHttpResult>> Handle(
        [FromQuery, RegularExpression(Weeks.Pattern), Description("ISO 8601, such as 2026-W44; left out: the last week that is over.")] string? week,
        [AsParameters] PageRequest page, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        if (!Weeks.Read(week, zone.DayOf(clock.GetUtcNow()), out var monday, out var refusal))
            return refusal.ToProblem();
        var ids = await db.Teams.Where(team => page.After == null || team.Id > page.After).OrderBy(team => team.Id).Take(page.Limit + 1).Select(team => team.Id).ToListAsync(ct);
        var teams = Page<Guid>.Of(ids, page.Limit, id => id);
        var lines = (await db.ClientTimeAsync([.. teams.Items], [monday], zone, ct)).OrderBy(line => line.TeamId, ById.Instance).ToList();
        return TypedResults.Ok(new ClientTimes(lines, ReferenceLine.ClientTime, teams.Next));
    }

    /// <summary>As PostgreSQL orders them.</summary>
    private sealed class ById : IComparer<Guid>
    {
        public static readonly ById Instance = new();

        public int Compare(Guid x, Guid y) => x.ToByteArray(bigEndian: true).AsSpan().SequenceCompareTo(y.ToByteArray(bigEndian: true));
    }
}
