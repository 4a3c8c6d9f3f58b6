namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>What is left of a month's question: fixed, coarse, and only of five answers or more.</summary>
internal sealed class PulseFigure
{
    private const decimal Lowest = 1.5m, Highest = 4.5m;

    public required Guid Id { get; init; }
    public required Guid TeamId { get; init; }
    public required DateOnly Month { get; init; }
    public required Dictionary<string, string> Question { get; init; }

    /// <summary>Rounded to five.</summary>
    public required int Answers { get; init; }

    /// <summary>Of 1 to 5, rounded to halves; 1.5 stands for 1.5 or less and 4.5 for 4.5 or more, so that not even a team that agrees shows what each said.</summary>
    public required decimal Average { get; init; }

    public static PulseFigure? Of(PulseRound round, int question, int[] counts)
    {
        var answers = counts.Sum();
        if (answers < Group.Least)
            return null;
        var average = counts.Select((count, i) => count * (i + 1m)).Sum() / answers;
        return new()
        {
            Id = Guid.CreateVersion7(),
            TeamId = round.TeamId,
            Month = round.Month,
            Question = round.Questions[question],
            Answers = Group.RoundToFive(answers),
            Average = Math.Clamp(Group.RoundToHalf(average), Lowest, Highest),
        };
    }
}
