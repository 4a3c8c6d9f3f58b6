using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Buurtzorg.Scheduling.Features;

internal static class ShowClientTimeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams/{teamId:guid}/client-time", Handle)
        .WithSummary("Show a team's client time, the latest week first")
        .WithDescription("For earlier weeks name an earlier last week.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Coach)
        .MayRefuse(403, 404, 422);

    private static async Task<Results<Ok<ClientTimes>, ProblemHttpResult>> Handle(
        Guid teamId,
        [FromQuery, RegularExpression(Weeks.Pattern), Description("The last week, ISO 8601, such as 2026-W44; left out: the last week that is over.")] string? until,
        [FromQuery, Range(1, 53), DefaultValue(12), Description("How many weeks, 1 to 53.")] int? weeks,
        SchedulingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        if (!Weeks.Read(until, zone.DayOf(clock.GetUtcNow()), out var monday, out var refusal))
            return refusal.ToProblem();
        var mondays = Enumerable.Range(0, weeks ?? 12).Select(back => monday.AddDays(-7 * back));
        var lines = await db.ClientTimeAsync([teamId], mondays, zone, ct);
        return lines.Count == 0
            ? Refusal.NotFound().ToProblem()
            : TypedResults.Ok(new ClientTimes([.. lines.OrderByDescending(line => line.Week, StringComparer.Ordinal)], ReferenceLine.ClientTime, null));
    }
}
