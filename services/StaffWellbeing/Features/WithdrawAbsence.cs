using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.StaffWellbeing.Features;

internal static class WithdrawAbsenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/absences/{absenceId:guid}/withdrawal", Handle)
        .WithSummary("Take an absence back")
        .WithDescription("For one that was told by mistake, or with a wrong first day: take it back and tell it anew. By the person or a member of one of their teams; taken back already it stays so.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid absenceId, Caller caller, StaffWellbeingDb db, CancellationToken ct)
    {
        if (await db.AbsenceForAsync(absenceId, caller, ct) is not { } absence)
            return Refusal.NotFound().ToProblem();
        if (absence.Withdrawn)
            return TypedResults.NoContent();

        (absence.Withdrawn, absence.Version) = (true, absence.Version + 1);
        return await db.SaveAndAnnounceAsync(absence, ct) is { } refusal ? refusal.ToProblem() : TypedResults.NoContent();
    }
}
