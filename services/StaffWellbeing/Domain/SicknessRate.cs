namespace Buurtzorg.StaffWellbeing.Domain;

/// <summary>A figure that was fixed once and stays: of a team, or of the install where no team is named.</summary>
internal sealed class SicknessRate
{
    public required Guid Id { get; init; }
    public required DateOnly Month { get; init; }
    public required Guid? TeamId { get; init; }

    /// <summary>Rounded to five.</summary>
    public required int People { get; init; }

    /// <summary>Rounded to halves.</summary>
    public required decimal Percent { get; init; }
}

/// <summary>One person of a team on the days of a month.</summary>
/// <param name="Days">Per day of the month: contracted minutes a week, 0 where the person was no member.</param>
/// <param name="Lost">Per day of the month: which part was lost to sickness, 0 to 1.</param>
internal sealed record Employee(Guid TeamId, Guid PersonId, int[] Days, decimal[] Lost);

/// <summary>
/// The Dutch national definition: calendar days of sickness x part-time factor x (1 - share resumed), over calendar days x part-time factor of all employees.
/// Contracted minutes stand for the factor, whose full week cancels out. Pregnancy and maternity leave do not count as sickness.
/// </summary>
internal static class SicknessRates
{
    public static List<SicknessRate> Compute(DateOnly month, IReadOnlyCollection<Employee> employees)
    {
        var teams = employees.GroupBy(employee => employee.TeamId).Select(team => (Id: team.Key, Members: team.ToList(), Least: LeastOn(team))).ToList();
        var shown = teams.Where(team => team.Least >= Group.Least).ToList();
        var hidden = teams.Except(shown).ToList();
        var rates = shown.ConvertAll(team => Rate(month, team.Id, team.Least, team.Members));

        // The rest of the install stands in its figure only where the rest is a group by itself: otherwise a subtraction would show it.
        var hiddenPeople = hidden.Sum(team => team.Least);
        var whole = shown.Concat(hiddenPeople >= Group.Least ? hidden : []).ToList();
        if (whole.Sum(team => team.Least) is >= Group.Least and var people)
            rates.Add(Rate(month, null, people, whole.SelectMany(team => team.Members)));
        return rates;
    }

    /// <summary>How many people with a contract there were on the day with the fewest.</summary>
    private static int LeastOn(IEnumerable<Employee> team) =>
        Enumerable.Range(0, team.First().Days.Length).Min(day => team.Count(employee => employee.Days[day] > 0));

    private static SicknessRate Rate(DateOnly month, Guid? teamId, int people, IEnumerable<Employee> employees)
    {
        var (contracted, lost) = (0m, 0m);
        foreach (var employee in employees)
            for (var day = 0; day < employee.Days.Length; day++)
            {
                contracted += employee.Days[day];
                lost += employee.Days[day] * employee.Lost[day];
            }
        return new() { Id = Guid.CreateVersion7(), Month = month, TeamId = teamId, People = Group.RoundToFive(people), Percent = Group.RoundToHalf(100 * lost / contracted) };
    }
}
