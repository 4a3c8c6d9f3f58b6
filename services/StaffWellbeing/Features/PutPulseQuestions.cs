using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>The questions of the pulse, for every team of the install, so that months can be compared.</summary>
/// <param name="Questions">One to three; each a text per language (<c>nl</c>, <c>en</c>, <c>sv</c>), answered from 1, not at all, to 5, very much.</param>
public sealed record PutPulseQuestions([property: MinLength(1), MaxLength(PulseBox.MostQuestions)] IReadOnlyList<Dictionary<string, string>> Questions);

internal static class PutPulseQuestionsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/pulses/{month}", Handle)
        .WithSummary("Ask these questions from a month on")
        .WithDescription("They hold until a later month has its own. This month's only until the first link was handed out.")
        .RequireKind(CallerKinds.BackOffice)
        .MayRefuse(403, 409, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        [RegularExpression(Months.Pattern)] string month, PutPulseQuestions command, StaffWellbeingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        var (from, thisMonth) = (Months.Parse(month), Months.Of(zone.Today(clock)));
        var begun = from == thisMonth && await db.PulseRounds.AnyAsync(round => round.Month == from, ct);
        if (Decide(command, from, thisMonth, begun) is { } refusal)
            return refusal.ToProblem();

        var questions = await db.PulseQuestions.FindAsync([from], ct);
        if (questions is null)
            db.Add(questions = new PulseQuestions { Month = from, Questions = [] });
        questions.Questions = [.. command.Questions];
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    internal static Refusal? Decide(PutPulseQuestions command, DateOnly month, DateOnly thisMonth, bool begun)
    {
        if (month < thisMonth || begun)
            return Refusal.Conflict("month-has-begun", $"The questions of {Months.Say(month)} were handed out; name {Months.Say(thisMonth.AddMonths(1))} or a later month.");
        foreach (var question in command.Questions)
            if (question.Count == 0 || question.Any(text => !PulseWords.Languages.Contains(text.Key) || text.Value.Length is 0 or > 200))
                return Refusal.Invalid("question-unreadable", $"A question has a text of at most 200 characters in one or more of: {string.Join(", ", PulseWords.Languages)}.");
        return null;
    }
}
