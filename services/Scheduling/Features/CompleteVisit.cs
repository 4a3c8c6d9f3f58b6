using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A member of the team says that a visit took place, right away or days later, or corrects what was told. Leave the times out when it went as planned.</summary>
/// <param name="StartedAt">When the care began, within a day of the plan; left out: as it was told before, at first as planned.</param>
/// <param name="EndedAt">When it ended, 1 minute to 24 hours later and not in the future; left out: as it was told before, at first as planned.</param>
public sealed record CompleteVisit(DateTimeOffset? StartedAt = null, DateTimeOffset? EndedAt = null);

internal static class CompleteVisitEndpoint
{
    private static readonly TimeSpan MostFromPlan = TimeSpan.FromDays(1);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/visits/{visitId:guid}/completion", Handle)
        .WithSummary("Complete a visit, or correct its times")
        .WithDescription("Other times than were told before correct them, however late. The same times once more change nothing.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid visitId, CompleteVisit command, Caller caller, SchedulingDb db, TimeProvider clock, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await db.VisitOfMyTeamAsync(visitId, caller, ct) is not { } visit)
            return Refusal.NotFound().ToProblem();
        if (!Decide(visit, command, now).Accepted(out var care, out var refusal))
            return refusal.ToProblem();
        if ((care.Start, care.End) == (visit.StartedAt, visit.EndedAt))
            return TypedResults.NoContent();

        var version = visit.Version;
        visit.Complete(care, now);
        var completed = await db.UpdateAndAnnounceAsync(
            $"UPDATE visits SET started_at = {visit.StartedAt}, ended_at = {visit.EndedAt}, recorded_at = {visit.RecordedAt}, version = {visit.Version} WHERE id = {visit.Id} AND version = {version}",
            visit.Id, visit.Version, new VisitCompleted(
                visit.Id, visit.Version, visit.ClientId, visit.TeamId, visit.CarerId, Slug<CareService>.Of(visit.Service),
                care.Start, care.End, care.Minutes, visit.PlannedMinutes, visit.RecordedAt!.Value),
            ct);
        return completed
            ? TypedResults.NoContent()
            : await Handle(visitId, command, caller, db, clock, ct); // somebody was faster: decide again on what is there now
    }

    internal static Outcome<VisitTime> Decide(Visit visit, CompleteVisit command, DateTimeOffset now)
    {
        if (visit.State is VisitState.Cancelled)
            return Refusal.Conflict("visit-cancelled", "This visit was cancelled; plan a new one to record care that was given.");
        if (visit.Uncovered)
            return Refusal.Conflict("visit-uncovered", $"Nobody was to come to this visit, because its carer is away. Whoever came takes it first (POST /v1/visits/{visit.Id}/carer) and then completes it.");
        if (!VisitTime.Between(command.StartedAt ?? visit.StartedAt ?? visit.PlannedStart, command.EndedAt ?? visit.EndedAt ?? visit.PlannedEnd).Accepted(out var care, out var refusal))
            return refusal;
        if (care.End > now)
            return Refusal.Invalid("not-over-yet", $"The visit ends at {care.End:u}; it can be completed after that.");
        if ((care.Start - visit.PlannedStart).Duration() > MostFromPlan)
            return Refusal.Invalid("far-from-plan", $"The visit was planned for {visit.PlannedStart:u}, more than a day from {care.Start:u}; check the date, or move the visit first.");
        return care;
    }
}
