using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>Somebody will not work for a while. One call tells everybody who has to know; nobody is told why.</summary>
/// <param name="FirstDay">The first day away; at most 3 months ago and a year ahead.</param>
/// <param name="ExpectedReturn">The first day of work again, at most 2 years later. Nothing more needs to be told if it comes true.</param>
/// <param name="PersonId">A member of one of the caller's teams, for whom the caller tells it; left out: the caller.</param>
/// <param name="SickLeave">Whether it counts in the sickness rate; only the person says so, now or later. Leave of any kind does not count.</param>
public sealed record TellAbsence(DateOnly FirstDay, DateOnly ExpectedReturn, Guid? PersonId = null, bool? SickLeave = null);

internal static class TellAbsenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/absences", Handle)
        .WithSummary("Tell that one is away, or that a colleague is")
        .WithDescription("The planned visits of these days become uncovered.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 409, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        TellAbsence command, Caller caller, StaffWellbeingDb db, InstallTimeZone zone, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        var personId = command.PersonId ?? caller.PersonId;
        var isMate = personId == caller.PersonId || await db.AreMatesAsync(personId, caller.PersonId, ct);
        if (Decide(command, caller, isMate, zone.Today(clock)) is { } refusal)
            return refusal.ToProblem();

        var absence = new Absence { Id = Guid.CreateVersion7(), PersonId = personId, FirstDay = command.FirstDay, ExpectedReturn = command.ExpectedReturn, SickLeave = command.SickLeave, Version = 1 };
        db.Add(absence);
        return await db.SaveAndAnnounceAsync(absence, ct) is { } overlap
            ? overlap.ToProblem()
            : TypedResults.Created($"{request.PathBase}/v1/absences/{absence.Id}", new CreatedId(absence.Id));
    }

    internal static Refusal? Decide(TellAbsence command, Caller caller, bool isMate, DateOnly today)
    {
        if (!isMate)
            return Refusal.Forbidden("not-a-team-mate", "Only the person, or a member of one of their teams, tells that they are away.");
        if (command.SickLeave is not null && (command.PersonId ?? caller.PersonId) != caller.PersonId)
            return Refusal.Forbidden("only-the-person-says", "Whether it is sick leave, only the person says. Leave sickLeave out; they can add it.");
        if (command.FirstDay < today.AddMonths(-3) || command.FirstDay > today.AddYears(1))
            return Refusal.Invalid("far-away", $"An absence begins at most 3 months ago and a year ahead; check {command.FirstDay:yyyy-MM-dd}.");
        return ExpectReturnEndpoint.Decide(command.FirstDay, command.ExpectedReturn);
    }
}
