namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>What is left of a team's month: fixed, coarse, and only of five answers or more.</summary>
internal sealed class PulseFigure
{
    private const decimal Lowest = 1.5m, Highest = 4.5m;

    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }
    public required DateOnly Month { get; init; }

    /// <summary>Rounded to five.</summary>
    public required int Answers { get; init; }

    public required List<AnsweredQuestion> Questions { get; init; }

    public static PulseFigure? Of(PulseRound round, PulseBox box)
    {
        var answers = box.CountsOf(0).Sum(); // whoever answers, answers each question
        return answers < Group.Least ? null : new()
        {
            Id = Guid.CreateVersion7(),
            TeamId = round.TeamId,
            Month = round.Month,
            Answers = Group.RoundToFive(answers),
            Questions = [.. round.Questions.Select((question, i) => new AnsweredQuestion(question, AverageOf(box.CountsOf(i))))],
        };
    }

    /// <summary>Not even of a team that agrees it shows what each said.</summary>
    private static decimal AverageOf(int[] counts) =>
        Math.Clamp(Group.RoundToHalf(counts.Select((count, i) => count * (i + 1m)).Sum() / counts.Sum()), Lowest, Highest);
}

/// <summary>How a question was answered.</summary>
/// <param name="Question">A text per language.</param>
/// <param name="Average">From 1.5 (or less) to 4.5 (or more), rounded to halves.</param>
public sealed record AnsweredQuestion(IReadOnlyDictionary<string, string> Question, decimal Average);
