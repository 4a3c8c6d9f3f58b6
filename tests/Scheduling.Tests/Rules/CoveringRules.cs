using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;

namespace Buurtzorg.Scheduling.Tests.Rules;

public sealed class CoveringRules
{
    private static readonly DateTimeOffset Noon = new(2026, 10, 5, 12, 0, 0, TimeSpan.Zero);
    private static readonly Caller Nurse = new(Guid.CreateVersion7(), CallerKinds.Professional, null);

    [Theory]
    [InlineData(true, true, false, null)]
    [InlineData(false, true, false, "visit-has-a-carer")]
    [InlineData(true, false, false, "carer-not-in-team")]
    [InlineData(true, true, true, "carer-away")]
    public void An_uncovered_visit_is_given_to_a_member_who_is_there(bool uncovered, bool ofTheTeam, bool away, string? code)
    {
        var visit = AVisit();
        if (uncovered)
            visit.Uncover(Noon.AddDays(-1));

        Assert.Equal(code, TakeVisitEndpoint.Decide(visit, new(Guid.CreateVersion7()), Nurse, ofTheTeam, away ? AnAbsence(4, 7) : null)?.Code);
    }

    [Fact]
    public void Who_is_away_may_still_say_that_they_come()
    {
        var visit = AVisit();
        visit.Uncover(Noon.AddDays(-1));

        Assert.Null(TakeVisitEndpoint.Decide(visit, new(Nurse.PersonId), Nurse, ofTheTeam: true, AnAbsence(4, 7)));
    }

    [Fact]
    public void A_cancelled_visit_needs_nobody()
    {
        var visit = AVisit();
        visit.Uncover(Noon.AddDays(-1));
        visit.Cancel(Noon);

        Assert.Null(visit.UncoveredAt);
        Assert.Equal("visit-cancelled", TakeVisitEndpoint.Decide(visit, new(Nurse.PersonId), Nurse, ofTheTeam: true, null)?.Code);
    }

    [Fact]
    public void An_uncovered_visit_is_completed_after_somebody_took_it()
    {
        var visit = AVisit();
        visit.Uncover(Noon.AddDays(-1));

        Assert.False(CompleteVisitEndpoint.Decide(visit, new(), Noon.AddDays(1)).Accepted(out _, out var refusal));
        Assert.Equal("visit-uncovered", refusal.Code);
        visit.Cover(Nurse.PersonId);
        Assert.True(CompleteVisitEndpoint.Decide(visit, new(), Noon.AddDays(1)).Accepted(out _, out _));
        Assert.Equal((Nurse.PersonId, 3L), (visit.CarerId, visit.Version));
    }

    [Theory]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(6, true)]
    [InlineData(7, false)]
    public void Somebody_is_away_from_the_first_day_until_the_day_before_the_return(int day, bool away) =>
        Assert.Equal(away, AnAbsence(4, 7).Holds(new DateOnly(2026, 10, day)));

    [Fact]
    public void An_absence_that_was_taken_back_holds_no_day() => Assert.False(AnAbsence(4, 4).Holds(new DateOnly(2026, 10, 4)));

    [Fact]
    public void Those_whom_the_client_knows_best_come_first_with_what_it_means_for_continuity()
    {
        var visit = ShownVisit.Of(AVisit());
        var (familiar, face, stranger, full) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var before = new FacesBefore(visit.Id, [familiar, face, visit.CarerId], [familiar, familiar, visit.CarerId, familiar]);
        FreeMember[] free = [Free(full, 1430), Free(stranger, 0), Free(face, 1410), Free(familiar, 100)];

        var uncovered = ListUncoveredVisitsEndpoint.Decide(visit, before, free);

        Assert.Equal((3, 4), (uncovered.Faces, uncovered.LastVisits));
        Assert.Equal(
            [new VisitTaker(familiar, 3, 3, 100, 1440, true), new VisitTaker(face, 0, 3, 1410, 1440, true), new VisitTaker(stranger, 0, 4, 0, 1440, true), new VisitTaker(full, 0, 4, 1430, 1440, false)],
            uncovered.CouldTake);

        FreeMember Free(Guid person, int planned) => new(visit.Id, person, 1440, planned);
    }

    [Theory]
    [InlineData("2026-10-05", "2026-10-05", "2026-W41")]
    [InlineData("2026-10-11", "2026-10-05", "2026-W41")]
    [InlineData("2027-01-03", "2026-12-28", "2026-W53")]
    [InlineData("2025-12-29", "2025-12-29", "2026-W01")]
    public void A_week_begins_on_Monday_and_has_the_year_of_its_Thursday(string day, string monday, string week)
    {
        Assert.Equal(DateOnly.Parse(monday, null), Weeks.MondayOf(DateOnly.Parse(day, null)));
        Assert.Equal(week, Weeks.Say(DateOnly.Parse(monday, null)));
        Assert.True(Weeks.Read(week, new DateOnly(2026, 10, 5), out var read, out _));
        Assert.Equal(DateOnly.Parse(monday, null), read);
    }

    [Theory]
    [InlineData(0, 0, null)]
    [InlineData(0, 100, 0.0)]
    [InlineData(61, 100, 61.0)]
    [InlineData(1, 3, 33.3)]
    [InlineData(2, 3, 66.7)]
    public void Client_time_is_a_share_of_contracted_time(int care, int contracted, double? percent) => Assert.Equal((decimal?)percent, ClientTimeQuery.Percent(care, contracted));

    [Fact]
    public void At_most_five_teams_about_as_large_are_offered_by_their_names_whether_they_do_more_or_less()
    {
        var mine = ATeam("Mine", 500, 1000);
        var others = Enumerable.Range(1, 8).Select(i => ATeam($"Team {9 - i}", i % 2 == 0 ? 700 * i : 300 * i, 1000 * i)).ToArray();

        var compared = CompareClientTimeEndpoint.Decide(mine.TeamId, [mine, .. others, ATeam("The same", 549, 1000), ATeam("Without hours", 100, 0)]);

        Assert.Equal(50m, compared.Team.Percent);
        Assert.Equal(["Team 4", "Team 5", "Team 6", "Team 7", "Team 8"], compared.Others.Select(team => team.Name));
        Assert.Equal([30m, 70m, 30m, 70m, 30m], compared.Others.Select(team => team.Percent!.Value));
    }

    private static ClientTime ATeam(string name, int care, int contracted) => new(Guid.CreateVersion7(), name, "oost", "2026-W41", care, contracted, null);

    private static Absence AnAbsence(int first, int back) => new()
    {
        Id = Guid.CreateVersion7(),
        PersonId = Guid.CreateVersion7(),
        FirstDay = new DateOnly(2026, 10, first),
        BackOn = new DateOnly(2026, 10, back),
        Version = 1,
    };

    private static Visit AVisit() =>
        Visit.Plan(Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), CareService.Guidance, new(Noon, Noon.AddMinutes(30)));
}
