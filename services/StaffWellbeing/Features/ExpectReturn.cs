using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>Somebody expects to come back earlier or later.</summary>
/// <param name="ExpectedReturn">The first day of work again, after the first day away and at most 2 years later.</param>
public sealed record ExpectReturn(DateOnly ExpectedReturn);

internal static class ExpectReturnEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/absences/{absenceId:guid}/expected-return", Handle)
        .WithSummary("Say when one expects to be back, earlier or later")
        .WithDescription("By the person or a member of one of their teams. Send the ETag of the absence as If-Match.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 412, 422, 428);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid absenceId, ExpectReturn command, IfMatch ifMatch, Caller caller, StaffWellbeingDb db, HttpResponse response, CancellationToken ct)
    {
        if (await db.AbsenceForAsync(absenceId, caller, ct) is not { } absence)
            return Refusal.NotFound().ToProblem();
        if ((ifMatch.Refuses(absence.Version) ?? Decide(absence, command)) is { } refusal)
            return refusal.ToProblem();

        (absence.ExpectedReturn, absence.Version) = (command.ExpectedReturn, absence.Version + 1);
        if (await db.SaveAndAnnounceAsync(absence, ct) is { } overlap)
            return overlap.ToProblem();
        response.SetETag(absence.Version);
        return TypedResults.NoContent();
    }

    internal static Refusal? Decide(Absence absence, ExpectReturn command) =>
        absence.Withdrawn ? Refusal.Conflict("absence-withdrawn", "This absence was taken back; tell a new one.")
        : absence.Steps.Count > 0 ? Refusal.Conflict("already-back", "This person came back, at least in part. Correct the return, or take it back with no steps, first.")
        : Decide(absence.FirstDay, command.ExpectedReturn);

    internal static Refusal? Decide(DateOnly firstDay, DateOnly expectedReturn) =>
        expectedReturn <= firstDay ? Refusal.Invalid("returns-before-away", "The expected return is the first day of work again: it lies after the first day away.")
        : expectedReturn > firstDay.AddYears(2) ? Refusal.Invalid("too-long", $"An absence lasts at most 2 years; check {expectedReturn:yyyy-MM-dd}.")
        : null;
}
