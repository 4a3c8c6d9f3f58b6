using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>The person says whether their absence counts in the sickness rate.</summary>
/// <param name="SickLeave">True when one reported sick; false for leave of any kind, pregnancy and maternity leave too.</param>
public sealed record SaySickLeave(bool SickLeave);

internal static class SaySickLeaveEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/absences/{absenceId:guid}/sick-leave", Handle)
        .WithSummary("Say whether one's absence counts in the sickness rate")
        .WithDescription("Only the person says and sees it. No event tells it. A month whose rate stands does not change any more.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid absenceId, SaySickLeave command, Caller caller, StaffWellbeingDb db, CancellationToken ct)
    {
        var said = await db.Absences.Where(absence => absence.Id == absenceId && absence.PersonId == caller.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(absence => absence.SickLeave, command.SickLeave), ct);
        return said == 0 ? Refusal.NotFound().ToProblem() : TypedResults.NoContent();
    }
}
