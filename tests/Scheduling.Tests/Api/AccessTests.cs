using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Features;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class AccessTests(SchedulingFixture service)
{
    private static readonly DateTimeOffset Noon = CareTeam.Noon;

    [Fact]
    public async Task What_a_member_of_the_team_looks_at_is_entered_first()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);

        Assert.Equal(visitId, Assert.Single((await ScheduleAsync(team.Nurse, team.ClientId)).Items).Id);
        await team.ShowAsync(visitId);
        await RosterAsync(team.Nurse, team.Id);

        var entry = new AccessNote(team.ClientId, team.NurseId, CallerKinds.Professional, "schedule", "team");
        Assert.Equal([entry, entry, entry], service.CareRecords.EntriesOf(team.ClientId));
        Assert.Empty(service.CareRecords.QuestionsAbout(team.ClientId));
    }

    [Fact]
    public async Task What_cannot_be_entered_or_decided_is_not_shown()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        service.CareRecords.IsAwayFor(team.ClientId);
        using var daughter = service.Client(CallerKinds.Citizen);

        foreach (var address in new[] { $"v1/clients/{team.ClientId}/visits", $"v1/visits/{visitId}", $"v1/teams/{team.Id}/visits" })
            await (await team.Nurse.GetAsync(address)).RefusedAsync(HttpStatusCode.ServiceUnavailable, "try-again");
        await (await daughter.GetAsync($"v1/clients/{team.ClientId}/visits")).RefusedAsync(HttpStatusCode.ServiceUnavailable, "try-again");
    }

    [Fact]
    public async Task The_daughter_sees_the_schedule_as_long_as_the_client_lets_her_and_the_neighbour_does_not()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        var (daughterId, neighbourId) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        using var daughter = service.Client(CallerKinds.Citizen, daughterId);
        using var neighbour = service.Client(CallerKinds.Citizen, neighbourId);
        service.CareRecords.Grant(team.ClientId, daughterId);

        Assert.Single((await ScheduleAsync(daughter, team.ClientId)).Items);
        await (await daughter.GetAsync($"v1/visits/{visitId}")).ExpectAsync(HttpStatusCode.OK);
        await (await neighbour.GetAsync($"v1/clients/{team.ClientId}/visits")).RefusedAsync(HttpStatusCode.NotFound, "not-found");
        await (await neighbour.GetAsync($"v1/visits/{visitId}")).RefusedAsync(HttpStatusCode.NotFound, "not-found");
        service.CareRecords.Revoke(team.ClientId, daughterId);
        await (await daughter.GetAsync($"v1/clients/{team.ClientId}/visits")).RefusedAsync(HttpStatusCode.NotFound, "not-found");

        var questions = service.CareRecords.QuestionsAbout(team.ClientId);
        Assert.Equal([daughterId, daughterId, neighbourId, neighbourId, daughterId], questions.Select(question => question.PersonId));
        Assert.All(questions, question => Assert.Equal((CallerKinds.Citizen, "schedule", "schedule"), (question.Kind, question.Scope, question.What)));
        Assert.Empty(service.CareRecords.EntriesOf(team.ClientId));
    }

    [Fact]
    public async Task A_system_of_another_organisation_sees_what_the_client_grants_it_and_no_roster()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        var integratorId = Guid.CreateVersion7();
        using var integrator = service.Client(CallerKinds.Integrator, integratorId);

        await (await integrator.GetAsync($"v1/visits/{visitId}")).RefusedAsync(HttpStatusCode.NotFound, "not-found");
        service.CareRecords.Grant(team.ClientId, integratorId);
        await (await integrator.GetAsync($"v1/visits/{visitId}")).ExpectAsync(HttpStatusCode.OK);
        Assert.Single((await ScheduleAsync(integrator, team.ClientId)).Items);
        await (await integrator.GetAsync($"v1/teams/{team.Id}/visits")).ExpectAsync(HttpStatusCode.Forbidden);
        Assert.All(service.CareRecords.QuestionsAbout(team.ClientId), question => Assert.Equal(CallerKinds.Integrator, question.Kind));
    }

    [Fact]
    public async Task A_professional_of_another_team_sees_what_care_records_decides()
    {
        var (team, other) = (await service.ACareTeamAsync(), await service.ACareTeamAsync());
        await team.PlanAsync(Noon);

        await (await other.Nurse.GetAsync($"v1/clients/{team.ClientId}/visits")).RefusedAsync(HttpStatusCode.NotFound, "not-found");
        service.CareRecords.Grant(team.ClientId, other.NurseId);
        Assert.Single((await ScheduleAsync(other.Nurse, team.ClientId)).Items);
    }

    [Fact]
    public async Task A_client_who_is_not_known_here_yet_has_nothing_to_show()
    {
        var (team, unknown) = (await service.ACareTeamAsync(), Guid.CreateVersion7());
        service.CareRecords.Grant(unknown, team.NurseId);

        await (await team.Nurse.GetAsync($"v1/clients/{unknown}/visits")).RefusedAsync(HttpStatusCode.NotFound, "not-found");
        Assert.Empty(service.CareRecords.EntriesOf(unknown));
    }

    [Fact]
    public async Task A_roster_is_for_the_members_of_its_team()
    {
        var (team, other) = (await service.ACareTeamAsync(), await service.ACareTeamAsync());
        var secondClient = team with { ClientId = await service.AdmitClientAsync(team.Id) };
        var visits = new[] { await team.PlanAsync(Noon), await secondClient.PlanAsync(Noon.AddHours(1)) };

        Assert.Equal(visits, (await RosterAsync(team.Nurse, team.Id)).Items.Select(visit => visit.Id));
        Assert.Single(service.CareRecords.EntriesOf(secondClient.ClientId));
        await (await other.Nurse.GetAsync($"v1/teams/{team.Id}/visits")).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        Assert.Empty((await RosterAsync(other.Nurse, other.Id)).Items);
    }

    [Fact]
    public async Task Only_professionals_citizens_and_integrators_ask_for_a_schedule()
    {
        var team = await service.ACareTeamAsync();
        foreach (var kind in new[] { CallerKinds.Coach, CallerKinds.BackOffice, CallerKinds.Operator })
        {
            using var client = service.Client(kind, team.NurseId);
            await (await client.GetAsync($"v1/clients/{team.ClientId}/visits")).ExpectAsync(HttpStatusCode.Forbidden);
            await (await client.GetAsync($"v1/teams/{team.Id}/visits")).ExpectAsync(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task A_schedule_comes_in_pages_in_the_order_of_time()
    {
        var team = await service.ACareTeamAsync();
        var inOrder = new Guid[7];
        foreach (var hour in new[] { 3, 0, 6, 1, 5, 2, 4 })
            inOrder[hour] = await team.PlanAsync(Noon.AddHours(hour));

        List<Guid> seen = [];
        for (Guid? after = null; seen.Count == 0 || after is not null;)
        {
            var page = await ScheduleAsync(team.Nurse, team.ClientId, $"?limit=3{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page.Items.Select(visit => visit.Id));
            after = page.Next;
        }

        Assert.Equal(inOrder, seen);
        var part = await ScheduleAsync(team.Nurse, team.ClientId, $"?from={Noon.AddHours(2):yyyy-MM-ddTHH:mm:ssZ}&to={Uri.EscapeDataString($"{Noon.AddHours(5).ToOffset(TimeSpan.FromHours(2)):O}")}");
        Assert.Equal(inOrder[2..5], part.Items.Select(visit => visit.Id));
    }

    [Fact]
    public async Task A_page_that_cannot_be_is_refused()
    {
        var (team, other) = (await service.ACareTeamAsync(), await service.ACareTeamAsync());
        var strange = await other.PlanAsync(Noon);

        await (await team.Nurse.GetAsync($"v1/clients/{team.ClientId}/visits?after={strange}")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-cursor");
        foreach (var query in new[] { "limit=0", "limit=201", "limit=many", "after=1", "from=yesterday" })
            await (await team.Nurse.GetAsync($"v1/clients/{team.ClientId}/visits?{query}")).ExpectAsync(HttpStatusCode.BadRequest);
    }

    private static async Task<Page<ShownVisit>> ScheduleAsync(HttpClient client, Guid clientId, string query = "") =>
        (await client.GetFromJsonAsync<Page<ShownVisit>>($"v1/clients/{clientId}/visits{query}", Answers.Json))!;

    private static async Task<Page<ShownVisit>> RosterAsync(HttpClient client, Guid teamId) =>
        (await client.GetFromJsonAsync<Page<ShownVisit>>($"v1/teams/{teamId}/visits", Answers.Json))!;
}
