using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>A learning moment.</summary>
/// <param name="Id">The moment.</param>
/// <param name="TeamId">In which team it happened.</param>
/// <param name="TellerId">Who tells it, as in the tokens of the issuer.</param>
/// <param name="Audience">To whom.</param>
/// <param name="WhatHappened">In the teller's words.</param>
/// <param name="WhatWeLearned">In the teller's words.</param>
/// <param name="Thanks">How many thanked.</param>
public sealed record ShownLearningMoment(Guid Id, Guid TeamId, Guid TellerId, Audience Audience, string WhatHappened, string WhatWeLearned, int Thanks);

internal static class ListLearningMomentsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/learning-moments", Handle)
            .WithSummary("Search learning moments, the latest first")
            .WithDescription("Those told to everyone, and to the caller's teams.")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403);
        routes.MapGet("/v1/learning-moments/{momentId:guid}", HandleOne)
            .WithSummary("Show a learning moment")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403, 404);
    }

    private static async Task<Ok<Page<ShownLearningMoment>>> Handle(
        [FromQuery, StringLength(200), Description("Words, or their beginnings.")] string? q, [AsParameters] PageRequest page, Caller caller, StaffWellbeingDb db, CancellationToken ct)
    {
        var teams = await db.TeamsOfAsync(caller.PersonId, ct);
        return TypedResults.Ok(await PageAsync(ToldTo(db, teams).Matching(q), page, ct));
    }

    private static async Task<Results<Ok<ShownLearningMoment>, ProblemHttpResult>> HandleOne(Guid momentId, Caller caller, StaffWellbeingDb db, CancellationToken ct)
    {
        var teams = await db.TeamsOfAsync(caller.PersonId, ct);
        var found = await PageAsync(ToldTo(db, teams).Where(moment => moment.Id == momentId), new PageRequest(null), ct);
        return found.Items.Count == 0 ? Refusal.NotFound().ToProblem() : TypedResults.Ok(found.Items[0]);
    }

    internal static IQueryable<LearningMoment> ToldTo(StaffWellbeingDb db, List<Guid> teams) =>
        db.LearningMoments.Where(moment => moment.Audience == Audience.Everyone || teams.Contains(moment.TeamId));

    internal static async Task<Page<ShownLearningMoment>> PageAsync(IQueryable<LearningMoment> moments, PageRequest page, CancellationToken ct)
    {
        var found = await moments
            .Where(moment => page.After == null || moment.Id < page.After)
            .OrderByDescending(moment => moment.Id)
            .Take(page.Limit + 1)
            .Select(moment => new ShownLearningMoment(moment.Id, moment.TeamId, moment.TellerId, moment.Audience, moment.WhatHappened, moment.WhatWeLearned, moment.Thanks.Count))
            .ToListAsync(ct);
        return Page<ShownLearningMoment>.Of(found, page.Limit, moment => moment.Id);
    }
}
