using Buurtzorg.Scheduling.Domain;

namespace Buurtzorg.Scheduling.Tests.Rules;

public sealed class VisitTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, "ends-before-it-starts")]
    [InlineData(-30, "ends-before-it-starts")]
    [InlineData(0.5, "shorter-than-a-minute")]
    [InlineData(1441, "longer-than-a-day")]
    public void A_visit_takes_from_a_minute_to_a_day(double minutes, string code)
    {
        Assert.False(VisitTime.Between(Noon, Noon.AddMinutes(minutes)).Accepted(out _, out var refusal));
        Assert.Equal(code, refusal.Code);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1440)]
    public void The_shortest_and_the_longest_visit_are_accepted(int minutes)
    {
        Assert.True(VisitTime.Between(Noon, Noon.AddMinutes(minutes)).Accepted(out var time, out _));
        Assert.Equal(minutes, time.Minutes);
    }

    [Fact]
    public void A_part_of_a_minute_does_not_count() =>
        Assert.Equal(29, Time(Noon, Noon.AddMinutes(29).AddSeconds(59)).Minutes);

    [Fact]
    public void Times_are_kept_as_the_database_keeps_them()
    {
        var time = Time(Noon.AddTicks(19).ToOffset(TimeSpan.FromHours(2)), Noon.AddHours(1));

        Assert.Equal(Noon.AddTicks(10), time.Start);
        Assert.Equal(TimeSpan.Zero, time.Start.Offset);
    }

    [Theory]
    [InlineData("2026-10-24T23:00:00+02:00", "2026-10-25T07:00:00+01:00", 540)]
    [InlineData("2027-03-27T23:00:00+01:00", "2027-03-28T07:00:00+02:00", 420)]
    [InlineData("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00", 60)]
    public void The_minutes_of_a_night_visit_are_those_that_passed(string start, string end, int minutes) =>
        Assert.Equal(minutes, Time(DateTimeOffset.Parse(start), DateTimeOffset.Parse(end)).Minutes);

    [Fact]
    public void Visits_overlap_exactly_when_they_share_a_minute()
    {
        var random = new Random(20261005);
        for (var round = 0; round < 5_000; round++)
        {
            var (a, b) = (Anything(random), Anything(random));
            var shared = MinutesOf(a).Intersect(MinutesOf(b)).Any();
            Assert.True(shared == a.Overlaps(b) && shared == b.Overlaps(a), $"{a} and {b}");
        }

        static VisitTime Anything(Random random)
        {
            var start = Noon.AddMinutes(random.Next(60));
            return Time(start, start.AddMinutes(random.Next(1, 30)));
        }

        static IEnumerable<int> MinutesOf(VisitTime time) => Enumerable.Range((int)(time.Start - Noon).TotalMinutes, time.Minutes);
    }

    private static VisitTime Time(DateTimeOffset start, DateTimeOffset end) =>
        VisitTime.Between(start, end).Accepted(out var time, out var refusal) ? time : throw new InvalidOperationException(refusal.Code);
}
