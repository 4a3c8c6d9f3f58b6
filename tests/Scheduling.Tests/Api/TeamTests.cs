using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Features;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class TeamTests(SchedulingFixture service)
{
    [Fact]
    public async Task A_team_is_founded_shown_and_listed_with_its_members()
    {
        var nurse = Guid.CreateVersion7();
        var teamId = await service.FoundTeamAsync(nurse);

        var team = await ShowAsync(teamId);
        Assert.Equal("Oost", team.Name);
        Assert.Equal(new ShownMember(nurse, Domain.Qualification.Nurse, 1440), Assert.Single(team.Members));
        Assert.Equal(1, (await EveryTeamAsync()).Single(listed => listed.Id == teamId).Members);
    }

    [Fact]
    public async Task A_thirteenth_member_is_refused_and_told_what_to_do_instead()
    {
        var members = People(12);
        var teamId = await service.FoundTeamAsync(members);

        var detail = await (await JoinAsync(teamId, members[0])).RefusedAsync(HttpStatusCode.Conflict, "team-full");

        Assert.Contains("Split the team in two", detail, StringComparison.Ordinal);
        Assert.Equal(12, (await ShowAsync(teamId)).Members.Count);
    }

    [Fact]
    public async Task Of_several_who_join_at_once_one_becomes_the_twelfth()
    {
        var members = People(11);
        var teamId = await service.FoundTeamAsync(members);

        var answers = await Task.WhenAll(People(6).Select(_ => JoinAsync(teamId, members[0])));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await refused.RefusedAsync(HttpStatusCode.Conflict, "team-full");
        Assert.Equal(12, (await ShowAsync(teamId)).Members.Count);
    }

    [Fact]
    public async Task A_split_moves_the_named_members_to_a_new_team_and_tells_it()
    {
        var members = People(12);
        var teamId = await service.FoundTeamAsync(members);
        using var member = service.Client(CallerKinds.Professional, members[0]);

        var newId = await (await member.PostAsJsonAsync($"v1/teams/{teamId}/splits", new { name = "Noord", personIds = members[6..] })).IdAsync();

        Assert.Equal(members[..6].Order(), (await ShowAsync(teamId)).Members.Select(m => m.PersonId).Order());
        Assert.Equal(members[6..].Order(), (await ShowAsync(newId)).Members.Select(m => m.PersonId).Order());
        var left = (await service.AnnouncedAsync<TeamMemberLeft>()).Where(e => e.TeamId == teamId).OrderBy(e => e.Version).ToList();
        var joined = (await service.AnnouncedAsync<TeamMemberJoined>()).Where(e => e.TeamId == newId).OrderBy(e => e.Version).ToList();
        Assert.Equal(members[6..], left.Select(e => e.PersonId));
        Assert.Equal(members[6..], joined.Select(e => e.PersonId));
        Assert.Equal([14, 15, 16, 17, 18, 19], left.Select(e => e.Version));
        Assert.Equal([2, 3, 4, 5, 6, 7], joined.Select(e => e.Version));
    }

    [Fact]
    public async Task A_member_leaves_and_makes_room()
    {
        var members = People(12);
        var teamId = await service.FoundTeamAsync(members);
        using var member = service.Client(CallerKinds.Professional, members[0]);

        await (await member.DeleteAsync($"v1/teams/{teamId}/members/{members[11]}")).ExpectAsync(HttpStatusCode.NoContent);
        await (await member.DeleteAsync($"v1/teams/{teamId}/members/{members[11]}")).ExpectAsync(HttpStatusCode.NotFound);

        await (await JoinAsync(teamId, members[0])).ExpectAsync(HttpStatusCode.Created);
        Assert.Contains(await service.AnnouncedAsync<TeamMemberLeft>(), e => e.PersonId == members[11] && e.Version == 14);
    }

    [Fact]
    public async Task A_member_who_joins_is_announced_with_what_they_have_learned_and_their_hours()
    {
        var (teamId, personId) = (await service.FoundTeamAsync(), Guid.CreateVersion7());
        using var office = service.Client(CallerKinds.BackOffice);

        await (await office.PostAsJsonAsync($"v1/teams/{teamId}/members", new { personId, qualification = "district-nurse", contractedMinutesPerWeek = 1920 })).IdAsync();

        Assert.Contains(new TeamMemberJoined(teamId, 2, personId, "district-nurse", 1920), await service.AnnouncedAsync<TeamMemberJoined>());
    }

    [Fact]
    public async Task A_team_that_took_in_a_member_no_longer_takes_one_from_the_back_office()
    {
        var nurse = Guid.CreateVersion7();
        var teamId = await service.FoundTeamAsync(nurse);
        await (await JoinAsync(teamId, nurse)).ExpectAsync(HttpStatusCode.Created);
        using var office = service.Client(CallerKinds.BackOffice);

        await (await office.PostAsJsonAsync($"v1/teams/{teamId}/members", SchedulingFixture.AMember(Guid.CreateVersion7())))
            .RefusedAsync(HttpStatusCode.Forbidden, "team-chooses-its-members");
    }

    [Fact]
    public async Task A_professional_of_another_team_changes_nothing()
    {
        var members = People(2);
        var teamId = await service.FoundTeamAsync(members);
        using var other = service.Client(CallerKinds.Professional);

        await (await JoinAsync(teamId, Guid.CreateVersion7())).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        await (await other.PostAsJsonAsync($"v1/teams/{teamId}/splits", new { name = "Noord", personIds = members[1..] })).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        await (await other.DeleteAsync($"v1/teams/{teamId}/members/{members[0]}")).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        Assert.Equal(2, (await ShowAsync(teamId)).Members.Count);
    }

    [Fact]
    public async Task A_citizen_and_an_operator_see_no_team()
    {
        var teamId = await service.FoundTeamAsync();
        foreach (var kind in new[] { CallerKinds.Citizen, CallerKinds.Operator, CallerKinds.Integrator })
        {
            using var client = service.Client(kind);
            await (await client.GetAsync("v1/teams")).ExpectAsync(HttpStatusCode.Forbidden);
            await (await client.GetAsync($"v1/teams/{teamId}")).ExpectAsync(HttpStatusCode.Forbidden);
        }
    }

    [Theory]
    [InlineData("""{ "personId": "01920000-0000-7000-8000-000000000001", "qualification": "manager", "contractedMinutesPerWeek": 1440 }""")]
    [InlineData("""{ "personId": "01920000-0000-7000-8000-000000000001", "qualification": 1, "contractedMinutesPerWeek": 1440 }""")]
    [InlineData("""{ "personId": "01920000-0000-7000-8000-000000000001", "qualification": "nurse", "contractedMinutesPerWeek": -1 }""")]
    [InlineData("""{ "personId": "01920000-0000-7000-8000-000000000001", "qualification": "nurse", "contractedMinutesPerWeek": 2881 }""")]
    [InlineData("""{ "personId": "01920000-0000-7000-8000-000000000001", "qualification": "nurse", "contractedMinutesPerWeek": 14.5 }""")]
    [InlineData("""{ "personId": "somebody", "qualification": "nurse", "contractedMinutesPerWeek": 1440 }""")]
    [InlineData("""{ "qualification": "nurse", "contractedMinutesPerWeek": 1440 }""")]
    public async Task A_member_that_cannot_be_is_malformed(string body)
    {
        var teamId = await service.FoundTeamAsync();
        using var office = service.Client(CallerKinds.BackOffice);
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        await (await office.PostAsync($"v1/teams/{teamId}/members", content)).ExpectAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_team_without_a_name_is_malformed()
    {
        using var office = service.Client(CallerKinds.BackOffice);

        await (await office.PostAsJsonAsync("v1/teams", new { name = "" })).ExpectAsync(HttpStatusCode.BadRequest);
        await (await office.PostAsJsonAsync("v1/teams", new { name = new string('x', 81) })).ExpectAsync(HttpStatusCode.BadRequest);
        await (await office.PostAsJsonAsync("v1/teams", new { name = "Oost", manager = "somebody" })).ExpectAsync(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_same_key_founds_one_team()
    {
        using var office = service.Client(CallerKinds.BackOffice);
        var key = $"{Guid.NewGuid()}";

        var first = await (await office.PostWithKeyAsync("v1/teams", new { name = "Oost" }, key)).IdAsync();
        Assert.Equal(first, await (await office.PostWithKeyAsync("v1/teams", new { name = "Oost" }, key)).IdAsync());
        await (await office.PostWithKeyAsync("v1/teams", new { name = "West" }, key)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    private static Guid[] People(int count) => [.. Enumerable.Range(0, count).Select(_ => Guid.CreateVersion7())];

    private async Task<HttpResponseMessage> JoinAsync(Guid teamId, Guid by)
    {
        using var member = service.Client(CallerKinds.Professional, by);
        return await member.PostAsJsonAsync($"v1/teams/{teamId}/members", SchedulingFixture.AMember(Guid.CreateVersion7()));
    }

    private async Task<ShownTeam> ShowAsync(Guid teamId)
    {
        using var coach = service.Client(CallerKinds.Coach);
        return (await coach.GetFromJsonAsync<ShownTeam>($"v1/teams/{teamId}", Answers.Json))!;
    }

    private async Task<List<ListedTeam>> EveryTeamAsync()
    {
        using var professional = service.Client(CallerKinds.Professional);
        List<ListedTeam> teams = [];
        for (Guid? after = null; teams.Count == 0 || after is not null;)
        {
            var page = (await professional.GetFromJsonAsync<Page<ListedTeam>>($"v1/teams?limit=3{(after is null ? "" : $"&after={after}")}"))!;
            teams.AddRange(page.Items);
            after = page.Next;
        }
        Assert.Equal(teams.Select(team => team.Id).Distinct().Order(), teams.Select(team => team.Id));
        return teams;
    }
}
