using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>What a team shows to its coach: each part null where the team did not share it.</summary>
/// <param name="Pulse">How the team answered, the latest month first; at most 50 lines.</param>
/// <param name="LearningMoments">What was told to the team alone, the latest first; at most 50.</param>
public sealed record SharedWithCoach(IReadOnlyList<ShownPulseFigure>? Pulse, IReadOnlyList<ShownLearningMoment>? LearningMoments);

internal static class ShowSharedWithCoachEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/coach-requests/{requestId:guid}/shared", Handle)
        .WithSummary("Show what the team shared with its coach")
        .WithDescription("To the coach who took it up, until the team said whether it helped.")
        .RequireKind(CallerKinds.Coach)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<SharedWithCoach>, ProblemHttpResult>> Handle(Guid requestId, Caller caller, StaffWellbeingDb db, CancellationToken ct)
    {
        var request = await db.CoachRequests.AsNoTracking().SingleOrDefaultAsync(request => request.Id == requestId && request.CoachId == caller.PersonId && request.Helped == null, ct);
        if (request is null)
            return Refusal.NotFound().ToProblem();

        var first = new PageRequest(null);
        var moments = db.LearningMoments.Where(moment => moment.TeamId == request.TeamId && moment.Audience == Audience.Team);
        return TypedResults.Ok(new SharedWithCoach(
            request.Shares.Contains(Shared.Pulse) ? (await ListPulseFiguresEndpoint.PageAsync(request.TeamId, first, db, ct)).Items : null,
            request.Shares.Contains(Shared.LearningMoments) ? (await ListLearningMomentsEndpoint.PageAsync(moments, first, ct)).Items : null));
    }
}
