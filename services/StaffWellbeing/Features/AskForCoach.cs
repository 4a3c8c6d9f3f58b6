using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>A team asks for a coach. A coach first asks whether the team has talked about it: say what came of that.</summary>
/// <param name="TeamId">One of the caller's teams.</param>
/// <param name="Wants">What the team would like; at most 2,000 characters, about nobody in particular.</param>
/// <param name="Tried">What the team talked about and tried; at most 2,000 characters.</param>
/// <param name="Shares">What the coach may see of the team until it says whether it helped; nothing else.</param>
public sealed record AskForCoach(
    Guid TeamId,
    [property: Required, StringLength(2000)] string Wants,
    [property: Required, StringLength(2000)] string Tried,
    [property: MaxLength(2)] IReadOnlyList<Shared> Shares);

internal static class AskForCoachEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/coach-requests", Handle)
        .WithSummary("Ask for a coach")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        AskForCoach command, Caller caller, StaffWellbeingDb db, HttpRequest request, CancellationToken ct)
    {
        if (!await db.IsMemberAsync(command.TeamId, caller.PersonId, ct))
            return Refusal.Forbidden("not-a-member", "A team asks for itself.").ToProblem();
        if (PersonalData.Refuses(command.Wants, command.Tried) is { } refusal)
            return refusal.ToProblem();

        var asked = new CoachRequest { Id = Guid.CreateVersion7(), TeamId = command.TeamId, Wants = command.Wants, Tried = command.Tried, Shares = [.. command.Shares.Distinct()], Version = 1 };
        db.Add(asked);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"{request.PathBase}/v1/coach-requests/{asked.Id}", new CreatedId(asked.Id));
    }
}
