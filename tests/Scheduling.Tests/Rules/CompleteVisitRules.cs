using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;

namespace Buurtzorg.Scheduling.Tests.Rules;

public sealed class CompleteVisitRules
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset DaysLater = Noon.AddDays(20);

    [Fact]
    public void Without_times_a_visit_went_as_planned()
    {
        var care = Accepted(APlannedVisit(), new());

        Assert.Equal((Noon, Noon.AddMinutes(30)), (care.Start, care.End));
    }

    [Fact]
    public void What_happened_and_when_it_was_told_are_both_kept()
    {
        var visit = APlannedVisit();
        visit.Complete(Accepted(visit, new(Noon.AddMinutes(5), Noon.AddMinutes(50))), DaysLater);

        Assert.Equal((Noon, Noon.AddMinutes(30)), (visit.PlannedStart, visit.PlannedEnd));
        Assert.Equal((Noon.AddMinutes(5), Noon.AddMinutes(50)), (visit.StartedAt!.Value, visit.EndedAt!.Value));
        Assert.Equal(DaysLater, visit.RecordedAt);
        Assert.Equal(2, visit.Version);
    }

    [Theory]
    [InlineData(10, 5, "ends-before-it-starts")]
    [InlineData(10, 10, "ends-before-it-starts")]
    [InlineData(0, 24 * 60 + 1, "longer-than-a-day")]
    [InlineData(25 * 60, 26 * 60, "far-from-plan")]
    [InlineData(-25 * 60, -24 * 60, "far-from-plan")]
    [InlineData(20 * 24 * 60 - 10, 20 * 24 * 60 + 1, "not-over-yet")]
    public void Times_that_cannot_be_are_refused(int startsAfter, int endsAfter, string code) =>
        Assert.Equal(code, Refused(APlannedVisit(), new(Noon.AddMinutes(startsAfter), Noon.AddMinutes(endsAfter))));

    [Fact]
    public void A_visit_ends_in_the_past_or_now()
    {
        Accepted(APlannedVisit(), new(), now: Noon.AddMinutes(30));
        Assert.Equal("not-over-yet", Refused(APlannedVisit(), new(), now: Noon.AddMinutes(29)));
    }

    [Fact]
    public void A_year_of_one_digit_is_refused() =>
        Assert.Equal("far-from-plan", Refused(APlannedVisit(), new(DateTimeOffset.MinValue, DateTimeOffset.MinValue.AddMinutes(30))));

    [Fact]
    public void A_cancelled_visit_cannot_be_completed()
    {
        var visit = APlannedVisit();
        visit.Cancel(Noon);

        Assert.Equal("visit-cancelled", Refused(visit, new()));
    }

    [Fact]
    public void A_correction_keeps_what_it_does_not_name()
    {
        var visit = ACompletedVisit();

        Assert.Equal((Noon.AddMinutes(5), Noon.AddMinutes(41)), Times(Accepted(visit, new(EndedAt: Noon.AddMinutes(41)))));
        Assert.Equal((Noon, Noon.AddMinutes(40)), Times(Accepted(visit, new(StartedAt: Noon))));
        Assert.Equal((Noon.AddMinutes(5), Noon.AddMinutes(40)), Times(Accepted(visit, new())));
    }

    [Theory]
    [InlineData(41, 40, "ends-before-it-starts")]
    [InlineData(25 * 60, 26 * 60, "far-from-plan")]
    [InlineData(20 * 24 * 60 - 10, 20 * 24 * 60 + 1, "not-over-yet")]
    public void A_correction_is_held_to_what_a_completion_is(int startsAfter, int endsAfter, string code) =>
        Assert.Equal(code, Refused(ACompletedVisit(), new(Noon.AddMinutes(startsAfter), Noon.AddMinutes(endsAfter))));

    [Fact]
    public void However_late_a_correction_is_taken() =>
        Accepted(ACompletedVisit(), new(Noon, Noon.AddMinutes(50)), now: Noon.AddYears(7));

    [Fact]
    public void What_turned_out_not_to_have_happened_is_planned_again()
    {
        var visit = ACompletedVisit();

        visit.WithdrawCompletion();

        Assert.Equal((VisitState.Planned, 3), (visit.State, visit.Version));
        Assert.Equal((Noon, Noon.AddMinutes(30)), Times(Accepted(visit, new())));
    }

    [Fact]
    public void A_planned_visit_moves_and_no_other()
    {
        var (completed, cancelled) = (APlannedVisit(), APlannedVisit());
        completed.Complete(Accepted(completed, new()), DaysLater);
        cancelled.Cancel(Noon);
        var command = new MoveVisit(Noon.AddDays(1), Noon.AddDays(1).AddHours(1));

        Assert.True(MoveVisitEndpoint.Decide(APlannedVisit(), command, Noon).Accepted(out var time, out _));
        Assert.Equal(60, time.Minutes);
        Assert.False(MoveVisitEndpoint.Decide(completed, command, Noon).Accepted(out _, out var refusal));
        Assert.Equal("already-completed", refusal.Code);
        Assert.False(MoveVisitEndpoint.Decide(cancelled, command, Noon).Accepted(out _, out refusal));
        Assert.Equal("visit-cancelled", refusal.Code);
    }

    private static Visit APlannedVisit() =>
        Visit.Plan(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), CareService.Guidance, new(Noon, Noon.AddMinutes(30)));

    private static Visit ACompletedVisit()
    {
        var visit = APlannedVisit();
        visit.Complete(Accepted(visit, new(Noon.AddMinutes(5), Noon.AddMinutes(40))), DaysLater);
        return visit;
    }

    private static (DateTimeOffset, DateTimeOffset) Times(VisitTime time) => (time.Start, time.End);

    private static VisitTime Accepted(Visit visit, CompleteVisit command, DateTimeOffset? now = null) =>
        CompleteVisitEndpoint.Decide(visit, command, now ?? DaysLater).Accepted(out var care, out var refusal) ? care : throw new InvalidOperationException(refusal.Code);

    private static string Refused(Visit visit, CompleteVisit command, DateTimeOffset? now = null) =>
        CompleteVisitEndpoint.Decide(visit, command, now ?? DaysLater).Accepted(out _, out var refusal) ? "accepted" : refusal.Code;
}
