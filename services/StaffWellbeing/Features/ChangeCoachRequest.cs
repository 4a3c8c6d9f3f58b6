using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>A team changes what its coach may see.</summary>
/// <param name="Shares">All that may be seen from now on; empty: nothing.</param>
public sealed record ShareWithCoach([property: MaxLength(2)] IReadOnlyList<Shared> Shares);

/// <summary>The team says whether it helped. The request is closed by it, and the coach sees nothing of the team any more.</summary>
/// <param name="Helped">In the eyes of the team.</param>
public sealed record SayWhetherItHelped(Helped Helped);

internal static class ChangeCoachRequestEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPut("/v1/coach-requests/{requestId:guid}/shares", HandleShares)
            .WithSummary("Change what the coach may see of the team")
            .WithDescription("Send the ETag of the request as If-Match.")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403, 404, 409, 412, 428);
        routes.MapPut("/v1/coach-requests/{requestId:guid}/outcome", HandleOutcome)
            .WithSummary("Say whether the coach helped, or that no coach is needed any more")
            .WithDescription("It ends what the coach may see. Send the ETag of the request as If-Match.")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403, 404, 412, 428);
    }

    private static Task<Results<NoContent, ProblemHttpResult>> HandleShares(Guid requestId, ShareWithCoach command, IfMatch ifMatch, Caller caller, StaffWellbeingDb db, CancellationToken ct) =>
        ChangeAsync(requestId, ifMatch, caller, db, request =>
        {
            if (request.Helped is not null)
                return Refusal.Conflict("request-closed", "The team said whether it helped; ask anew to share anew.");
            request.Shares = [.. command.Shares.Distinct()];
            return null;
        }, ct);

    private static Task<Results<NoContent, ProblemHttpResult>> HandleOutcome(Guid requestId, SayWhetherItHelped command, IfMatch ifMatch, Caller caller, StaffWellbeingDb db, CancellationToken ct) =>
        ChangeAsync(requestId, ifMatch, caller, db, request =>
        {
            request.Helped = command.Helped;
            return null;
        }, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid requestId, IfMatch ifMatch, Caller caller, StaffWellbeingDb db, Func<CoachRequest, Refusal?> change, CancellationToken ct)
    {
        var teams = await db.TeamsOfAsync(caller.PersonId, ct);
        if (await db.CoachRequests.SingleOrDefaultAsync(request => request.Id == requestId && teams.Contains(request.TeamId), ct) is not { } request)
            return Refusal.NotFound().ToProblem();
        if ((ifMatch.Refuses(request.Version) ?? change(request)) is { } refusal)
            return refusal.ToProblem();
        request.Version++;
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
