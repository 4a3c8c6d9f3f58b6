using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>Something went otherwise than meant, and the caller tells what was learned. It is about oneself and the work, never about another person.</summary>
/// <param name="TeamId">One of the caller's teams.</param>
/// <param name="Audience">The team, or everyone.</param>
/// <param name="WhatHappened">At most 2,000 characters.</param>
/// <param name="WhatWeLearned">At most 2,000 characters.</param>
public sealed record TellLearningMoment(
    Guid TeamId,
    Audience Audience,
    [property: Required, StringLength(2000)] string WhatHappened,
    [property: Required, StringLength(2000)] string WhatWeLearned);

internal static class TellLearningMomentEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/learning-moments", Handle)
        .WithSummary("Tell a learning moment to the team, or to all")
        .WithDescription("A text with what looks like a citizen service number, a telephone number or an e-mail address is refused.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        TellLearningMoment command, Caller caller, StaffWellbeingDb db, HttpRequest request, CancellationToken ct)
    {
        if (!await db.IsMemberAsync(command.TeamId, caller.PersonId, ct))
            return Refusal.Forbidden("not-a-member", "Tell it in one of your teams.").ToProblem();
        if (PersonalData.Refuses(command.WhatHappened, command.WhatWeLearned) is { } refusal)
            return refusal.ToProblem();

        var moment = new LearningMoment
        {
            Id = Guid.CreateVersion7(),
            TeamId = command.TeamId,
            TellerId = caller.PersonId,
            Audience = command.Audience,
            WhatHappened = command.WhatHappened,
            WhatWeLearned = command.WhatWeLearned,
        };
        db.Add(moment);
        await db.SaveChangesAsync(ct);
        return TypedResults.Created($"{request.PathBase}/v1/learning-moments/{moment.Id}", new CreatedId(moment.Id));
    }
}
