using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Scheduling.Features;

/// <summary>The same visit on several days, at the same time on the wall of the neighbourhood. All of it is planned, or nothing.</summary>
/// <param name="ClientId">A client of the caller's team.</param>
/// <param name="CarerId">The member of that team who visits.</param>
/// <param name="Service">The kind of care.</param>
/// <param name="Weekdays">On which days of the week.</param>
/// <param name="LocalStart">Time of day in the time zone of the install, such as 08:00. Where clocks go back and it comes twice, the earlier one.</param>
/// <param name="Minutes">Minutes that pass, 1 to 1440.</param>
/// <param name="FirstDate">Included.</param>
/// <param name="LastDate">Included; at most a year after the first, and at most 100 visits.</param>
public sealed record PlanVisitSeries(
    Guid ClientId,
    Guid CarerId,
    CareService Service,
    [property: MinLength(1), MaxLength(7)] IReadOnlyList<DayOfWeek> Weekdays,
    TimeOnly LocalStart,
    [property: Range(1, 1440)] int Minutes,
    DateOnly FirstDate,
    DateOnly LastDate);

internal static class PlanVisitSeriesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/visit-series", Handle)
        .WithSummary("Plan the same visit on several days")
        .WithDescription("Those on days on which the carer is away are uncovered at once.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedIds>, ProblemHttpResult>> Handle(
        PlanVisitSeries command, Caller caller, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        if (!VisitSeries.Expand(command, zone.Zone, clock.GetUtcNow()).Accepted(out var times, out var refusal)
            || !(await db.TeamToPlanForAsync(command.ClientId, command.CarerId, caller, ct)).Accepted(out var teamId, out refusal))
            return refusal.ToProblem();

        var visits = Array.ConvertAll(times, time => Visit.Plan(command.ClientId, teamId, command.CarerId, command.Service, time));
        if (await db.PlanAsync(visits, zone, clock.GetUtcNow(), ct) is { } overlap)
            return overlap.ToProblem();
        return TypedResults.Created((string?)null, new CreatedIds(Array.ConvertAll(visits, visit => visit.Id)));
    }
}
