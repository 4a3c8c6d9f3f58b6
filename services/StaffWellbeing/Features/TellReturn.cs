using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>Somebody is back, at once or step by step, or is not after all. It replaces what was told of the return before.</summary>
/// <param name="Steps">From which day which part of the contract is worked, the days rising and none in the future; at most 20. Empty: not back yet.</param>
public sealed record TellReturn([property: MaxLength(20)] IReadOnlyList<ReturnStep> Steps);

internal static class TellReturnEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/absences/{absenceId:guid}/return", Handle)
        .WithSummary("Tell that one is back, in part or in full, or correct it")
        .WithDescription("By the person or a member of one of their teams. Not needed for who comes back as expected. Send the ETag of the absence as If-Match.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 412, 422, 428);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid absenceId, TellReturn command, IfMatch ifMatch, Caller caller, StaffWellbeingDb db, InstallTimeZone zone, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.AbsenceForAsync(absenceId, caller, ct) is not { } absence)
            return Refusal.NotFound().ToProblem();
        if ((ifMatch.Refuses(absence.Version) ?? Decide(absence, command, zone.Today(clock))) is { } refusal)
            return refusal.ToProblem();

        (absence.Steps, absence.Version) = ([.. command.Steps], absence.Version + 1);
        if (await db.SaveAndAnnounceAsync(absence, ct) is { } overlap)
            return overlap.ToProblem();
        response.SetETag(absence.Version);
        return TypedResults.NoContent();
    }

    internal static Refusal? Decide(Absence absence, TellReturn command, DateOnly today)
    {
        if (absence.Withdrawn)
            return Refusal.Conflict("absence-withdrawn", "This absence was taken back; tell a new one.");
        for (var i = 0; i < command.Steps.Count; i++)
        {
            var day = command.Steps[i].From;
            if (day <= absence.FirstDay)
                return Refusal.Invalid("never-away", $"{day:yyyy-MM-dd} is not after the first day away. Somebody who was not away withdraws the absence.");
            if (day > today)
                return Refusal.Invalid("not-yet", $"{day:yyyy-MM-dd} is still to come. Say with expected-return when you expect to be back, and tell each step when it is there.");
            if (i > 0 && day <= command.Steps[i - 1].From)
                return Refusal.Invalid("steps-out-of-order", "Name each day once, the earliest first.");
        }
        return null;
    }
}
