using Buurtzorg.StaffWellbeing.Domain;

namespace Buurtzorg.StaffWellbeing.Tests.Rules;

/// <summary>The national definition: calendar days of sickness x part-time factor x (1 - share resumed), over calendar days x part-time factor.</summary>
public sealed class SicknessRateRules
{
    private static readonly DateOnly June = new(2026, 6, 1);

    [Fact]
    public void Nobody_sick_is_nought() => Assert.Equal((5, 0m), Of(Team(5)));

    [Fact]
    public void One_of_five_all_month_is_a_fifth() => Assert.Equal((5, 20m), Of(Team(5, sick: 1m)));

    [Fact]
    public void A_share_that_is_resumed_counts_as_worked() => Assert.Equal((5, 10m), Of(Team(5, sick: 0.5m)));

    [Fact]
    public void Who_works_less_weighs_less() => // 720 of 720 + 4 x 2160 minutes
        Assert.Equal((5, 7.5m), Of([AnEmployee(720, 1m), .. Enumerable.Range(0, 4).Select(_ => AnEmployee(2160, 0m))]));

    [Fact]
    public void Weekends_are_calendar_days_too() => // 15 of 30 days of one of five
        Assert.Equal((5, 10m), Of([new(TeamId, Guid.CreateVersion7(), Days(1440), [.. Enumerable.Range(0, 30).Select(day => day < 15 ? 1m : 0m)]), .. Enumerable.Range(0, 4).Select(_ => AnEmployee(1440, 0m))]));

    [Fact]
    public void Who_came_in_the_middle_of_the_month_counts_from_then() => // 15 of 4 x 30 + 15 + 30 days, all of them sick
        Assert.Equal(9m, Of([.. Enumerable.Range(0, 5).Select(_ => AnEmployee(1440, 0m)), new(TeamId, Guid.CreateVersion7(), [.. Enumerable.Range(0, 30).Select(day => day < 15 ? 0 : 1440)], [.. Enumerable.Repeat(1m, 30)])]).Percent);

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public void Only_a_group_of_five_has_a_figure(int members, bool shown) =>
        Assert.Equal(shown, SicknessRates.Compute(June, Team(members)).Exists(rate => rate.TeamId is not null));

    [Fact]
    public void A_team_that_had_five_for_a_part_of_the_month_has_none()
    {
        List<Employee> team = [.. Team(4), new(TeamId, Guid.CreateVersion7(), [.. Enumerable.Range(0, 30).Select(day => day < 29 ? 1440 : 0)], new decimal[30])];

        Assert.Empty(SicknessRates.Compute(June, team));
    }

    [Fact]
    public void Who_is_on_call_without_hours_makes_no_group_of_five() =>
        Assert.Empty(SicknessRates.Compute(June, [.. Team(4), AnEmployee(0, 1m)]));

    [Theory]
    [InlineData(3, 10, 5)] // the three are left out of the whole, or it would show them by subtraction
    [InlineData(6, 15, 5)]
    public void What_is_missing_from_the_teams_is_missing_from_the_whole_unless_it_is_a_group(int others, int people, decimal percent)
    {
        var (one, other) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        List<Employee> all = [.. Team(10, sick: 0.5m)];
        all.AddRange(Enumerable.Range(0, others).Select(i => AnEmployee(1440, 0m) with { TeamId = i % 2 == 0 ? one : other }));

        var whole = SicknessRates.Compute(June, all).Single(rate => rate.TeamId is null);

        Assert.Equal(people, whole.People);
        Assert.Equal(others == 3 ? percent : 3m, whole.Percent);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 5)]
    [InlineData(7, 5)]
    [InlineData(8, 10)]
    [InlineData(12, 10)]
    public void Counts_are_rounded_to_five(int count, int rounded) => Assert.Equal(rounded, Group.RoundToFive(count));

    [Theory]
    [InlineData(3.24, 3)]
    [InlineData(3.25, 3.5)]
    [InlineData(3.74, 3.5)]
    [InlineData(3.75, 4)]
    public void Percents_are_rounded_to_halves(double value, double rounded) => Assert.Equal((decimal)rounded, Group.RoundToHalf((decimal)value));

    private static readonly Guid TeamId = Guid.CreateVersion7();

    private static (int People, decimal Percent) Of(List<Employee> team) => SicknessRates.Compute(June, team).Where(rate => rate.TeamId is not null).Select(rate => (rate.People, rate.Percent)).Single();

    private static List<Employee> Team(int members, decimal sick = 0) => [AnEmployee(1440, sick), .. Enumerable.Range(1, members - 1).Select(_ => AnEmployee(1440, 0m))];

    private static Employee AnEmployee(int minutes, decimal lost) => new(TeamId, Guid.CreateVersion7(), Days(minutes), [.. Enumerable.Repeat(lost, 30)]);

    private static int[] Days(int minutes) => [.. Enumerable.Repeat(minutes, 30)];
}
