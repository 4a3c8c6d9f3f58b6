using System.Net;
using System.Net.Http.Json;
using System.Text;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class PlanningTests(SchedulingFixture service)
{
    private static readonly DateTimeOffset Noon = CareTeam.Noon;

    [Fact]
    public async Task A_planned_visit_is_shown_where_its_location_says_and_announced()
    {
        var team = await service.ACareTeamAsync();

        var planned = await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon.ToOffset(TimeSpan.FromHours(2)), 45, team.ColleagueId, "personal-care"));

        var visitId = await planned.IdAsync();
        Assert.Equal($"/scheduling/v1/visits/{visitId}", planned.Headers.Location!.ToString());
        Assert.Equal(
            new ShownVisit(visitId, team.ClientId, team.Id, team.ColleagueId, CareService.PersonalCare, VisitState.Planned, Noon, Noon.AddMinutes(45), null, null, null, false),
            await (await team.Nurse.GetAsync(planned.Headers.Location)).Content.ReadFromJsonAsync<ShownVisit>(Answers.Json));
        Assert.Contains(
            new VisitPlanned(visitId, 1, team.ClientId, team.Id, team.ColleagueId, "personal-care", Noon, Noon.AddMinutes(45)),
            await service.AnnouncedAsync<VisitPlanned>());
    }

    [Fact]
    public async Task An_overlapping_visit_of_the_same_carer_is_refused_and_both_are_named()
    {
        var team = await service.ACareTeamAsync();
        var first = await team.PlanAsync(Noon, 60);
        var otherClient = team with { ClientId = await service.AdmitClientAsync(team.Id) };

        var detail = await (await team.Nurse.PostAsJsonAsync("v1/visits", otherClient.AVisit(Noon.AddMinutes(59))))
            .RefusedAsync(HttpStatusCode.Conflict, "visit-overlaps");

        var day = $"{Noon:yyyy-MM-dd}";
        Assert.Contains($"{first}", detail, StringComparison.Ordinal);
        Assert.Equal(2, detail.Split(day).Length - 1);
        Assert.DoesNotContain($"{team.ClientId}", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Visits_that_follow_at_once_or_of_another_carer_do_not_overlap()
    {
        var team = await service.ACareTeamAsync();
        await team.PlanAsync(Noon, 60);

        await team.PlanAsync(Noon.AddMinutes(60));
        await team.PlanAsync(Noon.AddMinutes(-30));
        await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon, 60, team.ColleagueId))).IdAsync();
    }

    [Fact]
    public async Task A_cancelled_visit_frees_its_time()
    {
        var team = await service.ACareTeamAsync();
        var cancelled = await team.PlanAsync(Noon);

        await (await team.CancelAsync(cancelled)).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.CancelAsync(cancelled)).ExpectAsync(HttpStatusCode.NoContent);

        await team.PlanAsync(Noon);
        Assert.Equal(VisitState.Cancelled, (await team.ShowAsync(cancelled)).State);
        Assert.Single(await service.AnnouncedAsync<VisitCancelled>(), e => e == new VisitCancelled(cancelled, 2, team.ClientId, team.Id));
    }

    [Fact]
    public async Task A_client_of_another_team_is_not_there()
    {
        var (team, other) = (await service.ACareTeamAsync(), await service.ACareTeamAsync());
        var visitId = await team.PlanAsync(Noon);

        await (await other.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon))).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.Nurse.PostAsJsonAsync("v1/visit-series", ASeries(team))).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.CancelAsync(visitId)).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.CompleteAsync(visitId)).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.MoveAsync(visitId, "\"1\"", Noon.AddHours(1))).ExpectAsync(HttpStatusCode.NotFound);
        Assert.Equal(VisitState.Planned, (await team.ShowAsync(visitId)).State);
    }

    [Fact]
    public async Task An_unknown_client_and_an_unknown_visit_are_not_there()
    {
        var team = await service.ACareTeamAsync() with { ClientId = Guid.CreateVersion7() };
        var unknown = Guid.CreateVersion7();

        await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon))).RefusedAsync(HttpStatusCode.NotFound, "not-found");
        await (await team.Nurse.GetAsync($"v1/visits/{unknown}")).ExpectAsync(HttpStatusCode.NotFound);
        await (await team.Nurse.GetAsync("v1/visits/1")).ExpectAsync(HttpStatusCode.NotFound);
        await (await team.CompleteAsync(unknown)).ExpectAsync(HttpStatusCode.NotFound);
        await (await team.CancelAsync(unknown)).ExpectAsync(HttpStatusCode.NotFound);
        await (await team.MoveAsync(unknown, "\"1\"", Noon)).ExpectAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_carer_of_another_team_is_refused()
    {
        var team = await service.ACareTeamAsync();

        await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon, carerId: Guid.CreateVersion7())))
            .RefusedAsync(HttpStatusCode.UnprocessableEntity, "carer-not-in-team");
    }

    [Theory]
    [InlineData(0, "ends-before-it-starts")]
    [InlineData(-30, "ends-before-it-starts")]
    [InlineData(1441, "longer-than-a-day")]
    public async Task A_visit_that_cannot_be_is_refused(int minutes, string code)
    {
        var team = await service.ACareTeamAsync();

        await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon, minutes))).RefusedAsync(HttpStatusCode.UnprocessableEntity, code);
    }

    [Fact]
    public async Task A_mistyped_year_is_refused()
    {
        var team = await service.ACareTeamAsync();

        foreach (var year in new[] { 1, 1026, 2206, 9999 })
            await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(new(year, 10, 5, 12, 0, 0, TimeSpan.Zero)))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "outside-the-roster");
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"a visit\"")]
    [InlineData("""{ "clientId": 7, "carerId": "$id", "service": "nursing", "plannedStart": "2026-10-05T12:00:00Z", "plannedEnd": "2026-10-05T13:00:00Z" }""")]
    [InlineData("""{ "clientId": "$id", "carerId": "$id", "service": "cleaning", "plannedStart": "2026-10-05T12:00:00Z", "plannedEnd": "2026-10-05T13:00:00Z" }""")]
    [InlineData("""{ "clientId": "$id", "carerId": "$id", "service": "nursing", "plannedStart": "2026-10-05T12:00:00", "plannedEnd": "2026-10-05T13:00:00" }""")]
    [InlineData("""{ "clientId": "$id", "carerId": "$id", "service": "nursing", "plannedStart": "tomorrow", "plannedEnd": "2026-10-05T13:00:00Z" }""")]
    [InlineData("""{ "clientId": "$id", "carerId": "$id", "service": "nursing", "plannedStart": "2026-02-30T12:00:00Z", "plannedEnd": "2026-10-05T13:00:00Z" }""")]
    [InlineData("""{ "clientId": "$id", "carerId": "$id", "service": "nursing", "plannedStart": "2026-10-05T12:00:00Z" }""")]
    [InlineData("""{ "clientId": "$id", "carerId": null, "service": "nursing", "plannedStart": "2026-10-05T12:00:00Z", "plannedEnd": "2026-10-05T13:00:00Z" }""")]
    [InlineData("""{ "clientId": "$id", "carerId": "$id", "service": "nursing", "plannedStart": "2026-10-05T12:00:00Z", "plannedEnd": "2026-10-05T13:00:00Z", "note": "" }""")]
    public async Task What_is_no_visit_is_malformed(string body)
    {
        using var nurse = service.Client(CallerKinds.Professional);
        using var content = new StringContent(body.Replace("$id", $"{Guid.Empty}", StringComparison.Ordinal), Encoding.UTF8, "application/json");

        var answer = await nurse.PostAsync("v1/visits", content);

        await answer.ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_same_key_plans_one_visit_also_when_it_comes_twice_at_once()
    {
        var team = await service.ACareTeamAsync();
        var key = $"{Guid.NewGuid()}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => team.Nurse.PostWithKeyAsync("v1/visits", team.AVisit(Noon), key)));

        var ids = await Task.WhenAll(answers.Select(answer => answer.IdAsync()));
        Assert.Single(ids.Distinct());
        Assert.Single(await service.AnnouncedAsync<VisitPlanned>(), e => e.ClientId == team.ClientId);
        await (await team.Nurse.PostWithKeyAsync("v1/visits", team.AVisit(Noon.AddHours(2)), key)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "idempotency-key-reused");
    }

    [Fact]
    public async Task Only_professionals_plan()
    {
        var team = await service.ACareTeamAsync();
        foreach (var kind in new[] { CallerKinds.Citizen, CallerKinds.Coach, CallerKinds.BackOffice, CallerKinds.Operator, CallerKinds.Integrator })
        {
            using var client = service.Client(kind, team.NurseId);
            await (await client.PostAsJsonAsync("v1/visits", team.AVisit(Noon))).ExpectAsync(HttpStatusCode.Forbidden);
        }
    }

    private static object ASeries(CareTeam team) => new
    {
        clientId = team.ClientId,
        carerId = team.NurseId,
        service = "nursing",
        weekdays = new[] { "monday" },
        localStart = "08:00",
        minutes = 30,
        firstDate = "2026-10-05",
        lastDate = "2026-10-12",
    };
}
