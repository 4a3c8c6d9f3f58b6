using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>How a team answered in a month. It was fixed when the month was over and does not change.</summary>
/// <param name="Id">The line.</param>
/// <param name="Month">Such as <c>2026-10</c>.</param>
/// <param name="Answers">How many answered, rounded to five.</param>
/// <param name="Questions">In their order.</param>
public sealed record ShownPulseFigure(Guid Id, string Month, int Answers, IReadOnlyList<AnsweredQuestion> Questions)
{
    internal static ShownPulseFigure Of(PulseFigure figure) => new(figure.Id, Months.Say(figure.Month), figure.Answers, figure.Questions);
}

internal static class ListPulseFiguresEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams/{teamId:guid}/pulse", Handle)
        .WithSummary("List how a team answered, the latest month first")
        .WithDescription("To its members; a coach sees it where the team shared it. Months with fewer than five answers are missing.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403);

    private static async Task<Results<Ok<Page<ShownPulseFigure>>, ProblemHttpResult>> Handle(
        Guid teamId, [AsParameters] PageRequest page, Caller caller, StaffWellbeingDb db, CancellationToken ct) =>
        await db.IsMemberAsync(teamId, caller.PersonId, ct)
            ? TypedResults.Ok(await PageAsync(teamId, page, db, ct))
            : Refusal.Forbidden("not-a-member", "The pulse of a team is for its members.").ToProblem();

    internal static async Task<Page<ShownPulseFigure>> PageAsync(Guid teamId, PageRequest page, StaffWellbeingDb db, CancellationToken ct)
    {
        var found = await db.PulseFigures.AsNoTracking()
            .Where(figure => figure.TeamId == teamId && (page.After == null || figure.Month < db.PulseFigures.First(last => last.Id == page.After).Month))
            .OrderByDescending(figure => figure.Month)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        return Page<ShownPulseFigure>.Of(found.ConvertAll(ShownPulseFigure.Of), page.Limit, figure => figure.Id);
    }
}
