using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;

namespace Buurtzorg.Scheduling.Tests.Rules;

public sealed class TeamRules
{
    private static readonly Caller Office = new(Guid.CreateVersion7(), CallerKinds.BackOffice, null);

    [Fact]
    public void The_back_office_helps_a_team_to_its_first_members()
    {
        Assert.Null(Join(ATeamOf(0), Office));
        Assert.Null(Join(ATeamOf(11), Office));
    }

    [Fact]
    public void A_team_that_took_in_a_member_chooses_alone()
    {
        var team = ATeamOf(3);
        team.ChoosesItsMembers = true;

        Assert.Equal("team-chooses-its-members", Join(team, Office)?.Code);
        Assert.Null(Join(team, AMemberOf(team)));
    }

    [Fact]
    public void The_back_office_helps_again_when_a_team_has_lost_everybody()
    {
        var team = ATeamOf(0);
        team.ChoosesItsMembers = true;

        Assert.Null(Join(team, Office));
    }

    [Fact]
    public void Nobody_joins_by_themselves_or_by_somebody_of_another_team() =>
        Assert.Equal("not-a-member", Join(ATeamOf(3), new Caller(Guid.CreateVersion7(), CallerKinds.Professional, null))?.Code);

    [Fact]
    public void A_thirteenth_member_is_told_what_to_do_instead()
    {
        var team = ATeamOf(12);
        var refusal = Join(team, AMemberOf(team));

        Assert.Equal((409, "team-full"), (refusal!.Status, refusal.Code));
        Assert.Contains("Split", refusal.Detail, StringComparison.Ordinal);
        Assert.Contains($"{team.Id}/splits", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_is_in_a_team_twice()
    {
        var team = ATeamOf(12);

        Assert.Equal("already-a-member", Join(team, AMemberOf(team), team.Members[3].PersonId)?.Code);
    }

    [Fact]
    public void Only_members_split_a_team_and_only_members_move()
    {
        var team = ATeamOf(12);
        var moving = team.Members.Take(6).Select(member => member.PersonId).ToArray();

        Assert.Null(SplitTeamEndpoint.Decide(team, new("West", moving), AMemberOf(team)));
        Assert.Equal("not-a-member", SplitTeamEndpoint.Decide(team, new("West", moving), Office)?.Code);
        Assert.Equal("not-in-this-team", SplitTeamEndpoint.Decide(team, new("West", [.. moving, Office.PersonId]), AMemberOf(team))?.Code);
        Assert.Equal("nobody-stays", SplitTeamEndpoint.Decide(team, new("West", [.. team.Members.Select(member => member.PersonId)]), AMemberOf(team))?.Code);
    }

    [Fact]
    public void Only_members_record_that_somebody_left()
    {
        var team = ATeamOf(3);

        Assert.Null(LeaveTeamEndpoint.Decide(team, team.Members[1].PersonId, AMemberOf(team)));
        Assert.Equal("not-a-member", LeaveTeamEndpoint.Decide(team, team.Members[1].PersonId, Office)?.Code);
        Assert.Equal(404, LeaveTeamEndpoint.Decide(team, Office.PersonId, AMemberOf(team))?.Status);
    }

    private static Team ATeamOf(int members)
    {
        var team = new Team { Id = Guid.CreateVersion7(), Name = "Oost" };
        for (var i = 0; i < members; i++)
            team.Take(Guid.CreateVersion7(), Qualification.Nurse, 1440, new DateOnly(2026, 10, 1));
        return team;
    }

    private static Caller AMemberOf(Team team) => new(team.Members[0].PersonId, CallerKinds.Professional, null);

    private static Refusal? Join(Team team, Caller caller, Guid? personId = null) =>
        JoinTeamEndpoint.Decide(team, new(personId ?? Guid.CreateVersion7(), Qualification.Nurse, 1440), caller);
}
