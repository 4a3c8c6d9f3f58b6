using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

internal static class ThankForLearningMomentEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/learning-moments/{momentId:guid}/thanks", Handle)
            .WithSummary("Thank for a learning moment")
            .WithDescription("Twice is once; not for one's own.")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403, 404, 409);
        routes.MapDelete("/v1/learning-moments/{momentId:guid}", HandleWithdrawal)
            .WithSummary("Take back a learning moment that one told")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403, 404);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid momentId, Caller caller, StaffWellbeingDb db, CancellationToken ct)
    {
        var told = ListLearningMomentsEndpoint.ToldTo(db, await db.TeamsOfAsync(caller.PersonId, ct));
        if (await told.Where(moment => moment.Id == momentId).Select(moment => new { moment.TellerId }).SingleOrDefaultAsync(ct) is not { } found)
            return Refusal.NotFound().ToProblem();
        if (found.TellerId == caller.PersonId)
            return Refusal.Conflict("your-own", "Thanks come from others.").ToProblem();
        await db.Database.ExecuteSqlAsync($"INSERT INTO thanks (moment_id, person_id) VALUES ({momentId}, {caller.PersonId}) ON CONFLICT DO NOTHING", ct);
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleWithdrawal(Guid momentId, Caller caller, StaffWellbeingDb db, CancellationToken ct) =>
        await db.LearningMoments.Where(moment => moment.Id == momentId && moment.TellerId == caller.PersonId).ExecuteDeleteAsync(ct) == 0
            ? Refusal.NotFound().ToProblem()
            : TypedResults.NoContent();
}
