using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;

namespace Buurtzorg.StaffWellbeing.Tests.Rules;

public sealed class AbsenceRules
{
    private static readonly DateOnly Today = new(2026, 11, 20);
    private static readonly Caller Nurse = new(Guid.CreateVersion7(), CallerKinds.Professional, null);

    [Theory]
    [InlineData(0, 1, null)]
    [InlineData(-92, 1, null)]
    [InlineData(-93, 1, "far-away")]
    [InlineData(365, 366, null)]
    [InlineData(366, 367, "far-away")]
    [InlineData(0, 0, "returns-before-away")]
    [InlineData(0, -1, "returns-before-away")]
    [InlineData(0, 731, null)]
    [InlineData(0, 732, "too-long")]
    public void An_absence_has_days_that_can_be(int firstDay, int expectedReturn, string? code) =>
        Assert.Equal(code, TellAbsenceEndpoint.Decide(new(Today.AddDays(firstDay), Today.AddDays(expectedReturn)), Nurse, isMate: true, Today)?.Code);

    [Theory]
    [InlineData(true, false, null, null)]
    [InlineData(true, false, true, null)]
    [InlineData(true, true, null, null)]
    [InlineData(true, true, true, "only-the-person-says")]
    [InlineData(true, true, false, "only-the-person-says")]
    [InlineData(false, true, null, "not-a-team-mate")]
    public void Who_tells_it_and_who_says_what_it_counts_as(bool isMate, bool forAnother, bool? sickLeave, string? code) => Assert.Equal(
        code, TellAbsenceEndpoint.Decide(new(Today, Today.AddDays(1), forAnother ? Guid.CreateVersion7() : null, sickLeave), Nurse, isMate, Today)?.Code);

    [Theory]
    [InlineData(5, null)]
    [InlineData(-9, null)]
    [InlineData(-10, "returns-before-away")]
    [InlineData(722, "too-long")]
    public void The_expected_return_moves_after_the_first_day(int expectedReturn, string? code) =>
        Assert.Equal(code, ExpectReturnEndpoint.Decide(AnAbsence(), new(Today.AddDays(expectedReturn)))?.Code);

    [Fact]
    public void Who_is_back_or_was_not_away_expects_no_return()
    {
        Assert.Equal("already-back", ExpectReturnEndpoint.Decide(AnAbsence((-2, 50)), new(Today.AddDays(3)))?.Code);
        var withdrawn = AnAbsence();
        withdrawn.Withdrawn = true;
        Assert.Equal("absence-withdrawn", ExpectReturnEndpoint.Decide(withdrawn, new(Today.AddDays(3)))?.Code);
        Assert.Equal("absence-withdrawn", TellReturnEndpoint.Decide(withdrawn, new([]), Today)?.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(null, -9)]
    [InlineData(null, 0)]
    [InlineData(null, -9, -5, 0)]
    [InlineData("never-away", -10)]
    [InlineData("never-away", -11, -5)]
    [InlineData("not-yet", 1)]
    [InlineData("not-yet", -3, 1)]
    [InlineData("steps-out-of-order", -3, -3)]
    [InlineData("steps-out-of-order", -3, -5)]
    public void Steps_of_a_return_rise_and_have_happened(string? code, params int[] days) =>
        Assert.Equal(code, TellReturnEndpoint.Decide(AnAbsence(), new([.. days.Select(day => new ReturnStep(Today.AddDays(day), 50))]), Today)?.Code);

    [Fact]
    public void An_absence_is_over_when_all_of_the_contract_is_worked()
    {
        Assert.Equal((null, Today.AddDays(10), Today.AddDays(10)), Ends(AnAbsence()));
        Assert.Equal((Today.AddDays(-4), Today.AddDays(-4), null), Ends(AnAbsence((-4, 50), (-2, 80))));
        Assert.Equal((Today.AddDays(-4), Today.AddDays(-4), Today.AddDays(-2)), Ends(AnAbsence((-4, 50), (-2, 100))));
        var withdrawn = AnAbsence((-4, 50));
        withdrawn.Withdrawn = true;
        Assert.Equal((Today.AddDays(-10), Today.AddDays(-10), Today.AddDays(-10)), Ends(withdrawn));
    }

    [Theory]
    [InlineData(-11, 0)]
    [InlineData(-10, 1)]
    [InlineData(-5, 1)]
    [InlineData(-4, 0.5)]
    [InlineData(-3, 0.5)]
    [InlineData(-2, 0.2)]
    [InlineData(-1, 0)]
    [InlineData(30, 0)]
    public void On_a_day_is_lost_what_is_not_worked_again(int day, double lost) =>
        Assert.Equal((decimal)lost, AnAbsence((-4, 50), (-2, 80), (-1, 100)).LostOn(Today.AddDays(day)));

    [Fact]
    public void Without_another_word_an_absence_ends_as_expected() =>
        Assert.Equal([1m, 0m], new[] { 9, 10 }.Select(day => AnAbsence().LostOn(Today.AddDays(day))));

    private static (DateOnly?, DateOnly, DateOnly?) Ends(Absence absence) => (absence.ReturnedOn, absence.BackOn, absence.OverOn);

    private static Absence AnAbsence(params (int Day, int Percent)[] steps) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = Nurse.PersonId,
        FirstDay = Today.AddDays(-10),
        ExpectedReturn = Today.AddDays(10),
        Steps = [.. steps.Select(step => new ReturnStep(Today.AddDays(step.Day), step.Percent))],
        Version = 1,
    };
}
