using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A planned visit gets another time.</summary>
/// <param name="PlannedStart">Included; at most 2 years ahead and 5 years back.</param>
/// <param name="PlannedEnd">Excluded; 1 minute to 24 hours after the start.</param>
public sealed record MoveVisit(DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd);

internal static class MoveVisitEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/visits/{visitId:guid}/time", Handle)
        .WithSummary("Move a planned visit")
        .WithDescription("Send the ETag of the visit as If-Match. On a day on which its carer is away it is uncovered, on another day its carer comes again.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 412, 422, 428);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid visitId, MoveVisit command, IfMatch ifMatch, Caller caller, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.VisitOfMyTeamAsync(visitId, caller, ct) is not { } visit)
            return Refusal.NotFound().ToProblem();
        if (ifMatch.Refuses(visit.Version) is { } stale)
            return stale.ToProblem();
        if (!Decide(visit, command, clock.GetUtcNow()).Accepted(out var time, out var refusal))
            return refusal.ToProblem();

        await using var own = await db.BeginUnlessBegunAsync(ct);
        var away = await db.StandingAbsencesAsync(visit.CarerId, ct);
        db.Attach(visit);
        visit.Move(time);
        db.Announce(visit.Id, visit.Version, new VisitMoved(visit.Id, visit.Version, visit.ClientId, visit.TeamId, visit.CarerId, Slug<CareService>.Of(visit.Service), visit.PlannedStart, visit.PlannedEnd));
        db.CoverOrUncover(visit, away, zone, clock.GetUtcNow());
        if (await db.SaveUnlessOverlappingAsync([visit], zone, ct) is { } overlap)
            return overlap.ToProblem();
        await own.CommitAsync(ct);
        response.SetETag(visit.Version);
        return TypedResults.NoContent();
    }

    internal static Outcome<VisitTime> Decide(Visit visit, MoveVisit command, DateTimeOffset now) => visit.State switch
    {
        VisitState.Cancelled => Refusal.Conflict("visit-cancelled", "This visit was cancelled; plan a new one."),
        VisitState.Completed => Refusal.Conflict("already-completed", "This visit took place; correct its times, or take its completion back first."),
        _ when PlanningHorizon.Excludes(command.PlannedStart, now, out var refusal) => refusal,
        _ => VisitTime.Between(command.PlannedStart, command.PlannedEnd),
    };
}
