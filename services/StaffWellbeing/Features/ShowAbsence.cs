using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.StaffWellbeing.Features;

internal static class ShowAbsenceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/absences/{absenceId:guid}", Handle)
        .WithSummary("Show an absence")
        .WithDescription("To the person and to the members of their teams. The ETag is for a later If-Match.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<ShownAbsence>, ProblemHttpResult>> Handle(Guid absenceId, Caller caller, StaffWellbeingDb db, HttpResponse response, CancellationToken ct)
    {
        if (await db.AbsenceForAsync(absenceId, caller, ct) is not { } absence)
            return Refusal.NotFound().ToProblem();
        response.SetETag(absence.Version);
        return TypedResults.Ok(ShownAbsence.Of(absence, caller));
    }
}
