using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A member of the client's team plans a visit, also one that has been, to record it afterwards.</summary>
/// <param name="ClientId">A client of the caller's team.</param>
/// <param name="CarerId">The member of that team who visits.</param>
/// <param name="Service">The kind of care.</param>
/// <param name="PlannedStart">Included; at most 2 years ahead and 5 years back.</param>
/// <param name="PlannedEnd">Excluded; 1 minute to 24 hours after the start.</param>
public sealed record PlanVisit(Guid ClientId, Guid CarerId, CareService Service, DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd);

internal static class PlanVisitEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/visits", Handle)
        .WithSummary("Plan a visit")
        .WithDescription("Planned for somebody who is away then, it is uncovered at once.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        PlanVisit command, Caller caller, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        if (!Decide(command, clock.GetUtcNow()).Accepted(out var time, out var refusal)
            || !(await db.TeamToPlanForAsync(command.ClientId, command.CarerId, caller, ct)).Accepted(out var teamId, out refusal))
            return refusal.ToProblem();

        var visit = Visit.Plan(command.ClientId, teamId, command.CarerId, command.Service, time);
        if (await db.PlanAsync([visit], zone, clock.GetUtcNow(), ct) is { } overlap)
            return overlap.ToProblem();
        return TypedResults.Created($"{request.PathBase}/v1/visits/{visit.Id}", new CreatedId(visit.Id));
    }

    internal static Outcome<VisitTime> Decide(PlanVisit command, DateTimeOffset now) =>
        PlanningHorizon.Excludes(command.PlannedStart, now, out var refusal) ? refusal : VisitTime.Between(command.PlannedStart, command.PlannedEnd);
}
