using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>A team's question to the coaches.</summary>
/// <param name="Id">The request.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Wants">What it would like.</param>
/// <param name="Tried">What it talked about and tried.</param>
/// <param name="Shares">What its coach may see of it.</param>
/// <param name="CoachId">Who took it up; null while nobody has.</param>
/// <param name="Helped">What the team says afterwards; null until then.</param>
public sealed record ShownCoachRequest(Guid Id, Guid TeamId, string Wants, string Tried, IReadOnlyList<Shared> Shares, Guid? CoachId, Helped? Helped)
{
    internal static ShownCoachRequest Of(CoachRequest request) => new(request.Id, request.TeamId, request.Wants, request.Tried, request.Shares, request.CoachId, request.Helped);
}

internal static class ListCoachRequestsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/coach-requests", HandleCoach)
            .WithSummary("List the requests that wait for a coach, and one's own, the latest first")
            .RequireKind(CallerKinds.Coach)
            .MayRefuse(403);
        routes.MapGet("/v1/coach-requests/{requestId:guid}", HandleOne)
            .WithSummary("Show a coach request")
            .WithDescription("To the team, its coach, and to every coach while it waits for one. The ETag is for a later If-Match.")
            .RequireKind(CallerKinds.Professional, CallerKinds.Coach)
            .MayRefuse(403, 404);
        routes.MapGet("/v1/teams/{teamId:guid}/coach-requests", HandleTeam)
            .WithSummary("List a team's coach requests, the latest first")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403);
    }

    private static async Task<Ok<Page<ShownCoachRequest>>> HandleCoach([AsParameters] PageRequest page, Caller caller, StaffWellbeingDb db, CancellationToken ct) =>
        TypedResults.Ok(await PageAsync(ForCoach(db, caller), page, ct));

    private static async Task<Results<Ok<ShownCoachRequest>, ProblemHttpResult>> HandleOne(Guid requestId, Caller caller, StaffWellbeingDb db, HttpResponse response, CancellationToken ct)
    {
        var teams = caller.Kind == CallerKinds.Coach ? [] : await db.TeamsOfAsync(caller.PersonId, ct);
        var mine = caller.Kind == CallerKinds.Coach ? ForCoach(db, caller) : db.CoachRequests.Where(request => teams.Contains(request.TeamId));
        if (await mine.AsNoTracking().SingleOrDefaultAsync(request => request.Id == requestId, ct) is not { } found)
            return Refusal.NotFound().ToProblem();
        response.SetETag(found.Version);
        return TypedResults.Ok(ShownCoachRequest.Of(found));
    }

    private static async Task<Results<Ok<Page<ShownCoachRequest>>, ProblemHttpResult>> HandleTeam(
        Guid teamId, [AsParameters] PageRequest page, Caller caller, StaffWellbeingDb db, CancellationToken ct) =>
        await db.IsMemberAsync(teamId, caller.PersonId, ct)
            ? TypedResults.Ok(await PageAsync(db.CoachRequests.Where(request => request.TeamId == teamId), page, ct))
            : Refusal.Forbidden("not-a-member", "What a team asks its coach is between them.").ToProblem();

    private static IQueryable<CoachRequest> ForCoach(StaffWellbeingDb db, Caller coach) =>
        db.CoachRequests.Where(request => request.CoachId == coach.PersonId || request.CoachId == null && request.Helped == null);

    private static async Task<Page<ShownCoachRequest>> PageAsync(IQueryable<CoachRequest> requests, PageRequest page, CancellationToken ct)
    {
        var found = await requests.AsNoTracking()
            .Where(request => page.After == null || request.Id < page.After)
            .OrderByDescending(request => request.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        return Page<ShownCoachRequest>.Of(found.ConvertAll(ShownCoachRequest.Of), page.Limit, request => request.Id);
    }
}
