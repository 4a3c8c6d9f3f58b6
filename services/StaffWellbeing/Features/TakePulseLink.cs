using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>A member asks for their link to this month's pulse.</summary>
/// <param name="TeamId">One of the caller's teams.</param>
public sealed record TakePulseLink(Guid TeamId);

/// <summary>A link that works once, in this month. It is not written down anywhere: keep it, it cannot be handed out again.</summary>
/// <param name="Link">Open it in a browser, or answer it by a program; without a token.</param>
public sealed record PulseLink(string Link);

/// <summary>No Idempotency-Key: the answer that would be kept for it holds the link, beside the person.</summary>
internal static class TakePulseLinkEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/my-pulse/link", Handle)
        .WithSummary("Take one's link to this month's pulse, once")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 409);

    private static async Task<Results<Ok<PulseLink>, ProblemHttpResult>> Handle(
        TakePulseLink command, Caller caller, StaffWellbeingDb db, FieldEncryption encryption, InstallTimeZone zone, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        var month = Months.Of(zone.Today(clock));
        if (!await db.IsMemberAsync(command.TeamId, caller.PersonId, ct))
            return Refusal.Forbidden("not-a-member", "The pulse of a team is for its members.").ToProblem();
        if (await db.PulseQuestions.Where(asked => asked.Month <= month).OrderByDescending(asked => asked.Month).FirstOrDefaultAsync(ct) is not { } questions)
            return Refusal.Conflict("no-pulse", "No questions are asked this month.").ToProblem();

        var round = await BeginAsync(db, command.TeamId, month, questions, encryption, ct);
        return await db.TakeAsync(command.TeamId, month, caller.PersonId, ct)
            ? TypedResults.Ok(new PulseLink($"{request.PathBase}/v1/pulse/{PulseBox.Open(round.Box, encryption).NewLink(round.Number)}"))
            : Refusal.Conflict("link-taken", "You had your link of this month. Which one it was is written nowhere, so it cannot be handed out again; the next one comes next month.").ToProblem();
    }

    private static async Task<PulseRound> BeginAsync(StaffWellbeingDb db, Guid teamId, DateOnly month, PulseQuestions questions, FieldEncryption encryption, CancellationToken ct)
    {
        var rounds = db.PulseRounds.AsNoTracking().Where(round => round.TeamId == teamId && round.Month == month);
        if (await rounds.SingleOrDefaultAsync(ct) is { } begun)
            return begun;
        await db.BeginRoundAsync(new PulseRound { TeamId = teamId, Month = month, Questions = questions.Questions, Box = PulseBox.New().Seal(encryption) }, ct);
        return await rounds.SingleAsync(ct);
    }
}
