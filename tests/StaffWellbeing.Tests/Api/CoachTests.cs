using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;

namespace Buurtzorg.StaffWellbeing.Tests.Api;

public sealed class CoachTests(StaffWellbeingFixture service)
{
    [Fact]
    public async Task A_coach_sees_what_the_team_shared_and_no_more_until_the_team_says_whether_it_helped()
    {
        var team = await service.ATeamAsync();
        var coach = service.Client(CallerKinds.Coach);
        await (await team.As(0).PostAsJsonAsync("v1/learning-moments", new { teamId = team.Id, audience = "team", whatHappened = "We shouted", whatWeLearned = "To wait" })).IdAsync();
        var id = await AskAsync(team, "learning-moments");
        Assert.Contains((await coach.GetAsync<Page<ShownCoachRequest>>("v1/coach-requests?limit=200")).Items, request => request.Id == id);
        await (await coach.GetAsync($"v1/coach-requests/{id}/shared")).ExpectAsync(HttpStatusCode.NotFound); // not taken up yet

        await (await coach.PostAsync($"v1/coach-requests/{id}/acceptance", null)).ExpectAsync(HttpStatusCode.NoContent);
        var shared = await coach.GetAsync<SharedWithCoach>($"v1/coach-requests/{id}/shared");
        Assert.Equal(("To wait", null), (shared.LearningMoments!.Single().WhatWeLearned, shared.Pulse));

        await (await team.As(1).PutAsync($"v1/coach-requests/{id}/shares", new { shares = new[] { "pulse" } }, 2)).ExpectAsync(HttpStatusCode.NoContent);
        shared = await coach.GetAsync<SharedWithCoach>($"v1/coach-requests/{id}/shared");
        Assert.Null(shared.LearningMoments);
        Assert.Empty(shared.Pulse!);

        await (await team.As(1).PutAsync($"v1/coach-requests/{id}/outcome", new { helped = "partly" }, 3)).ExpectAsync(HttpStatusCode.NoContent);
        await (await coach.GetAsync($"v1/coach-requests/{id}/shared")).ExpectAsync(HttpStatusCode.NotFound);
        Assert.Equal(Helped.Partly, (await coach.GetAsync<ShownCoachRequest>($"v1/coach-requests/{id}")).Helped);
        await (await team.As(1).PutAsync($"v1/coach-requests/{id}/shares", new { shares = new[] { "pulse" } }, 4)).RefusedAsync(HttpStatusCode.Conflict, "request-closed");
        await (await coach.PostAsync($"v1/coach-requests/{id}/acceptance", null)).RefusedAsync(HttpStatusCode.Conflict, "not-waiting");
    }

    [Fact]
    public async Task Of_coaches_who_take_up_a_request_at_once_one_does_and_the_others_see_it_no_more()
    {
        var team = await service.ATeamAsync();
        var id = await AskAsync(team);
        var coaches = Enumerable.Range(0, 6).Select(_ => service.Client(CallerKinds.Coach)).ToList();

        var answers = await Task.WhenAll(coaches.Select(coach => coach.PostAsync($"v1/coach-requests/{id}/acceptance", null)));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        foreach (var (coach, answer) in coaches.Zip(answers))
        {
            var took = answer.StatusCode == HttpStatusCode.NoContent;
            if (!took)
                await answer.RefusedAsync(HttpStatusCode.Conflict, "not-waiting");
            Assert.Equal(took ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await coach.GetAsync($"v1/coach-requests/{id}")).StatusCode);
            Assert.Equal(took ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await coach.GetAsync($"v1/coach-requests/{id}/shared")).StatusCode);
        }
        Assert.NotNull((await team.As(1).GetAsync<Page<ShownCoachRequest>>($"v1/teams/{team.Id}/coach-requests")).Items.Single().CoachId);
    }

    [Fact]
    public async Task What_a_team_asks_is_between_it_and_its_coach()
    {
        var (team, other) = (await service.ATeamAsync(), await service.ATeamAsync());
        var id = await AskAsync(team);

        await (await other.As(0).GetAsync($"v1/coach-requests/{id}")).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.As(0).GetAsync($"v1/teams/{team.Id}/coach-requests")).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        await (await other.As(0).PutAsync($"v1/coach-requests/{id}/outcome", new { helped = "no" }, 1)).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.As(0).PostAsJsonAsync("v1/coach-requests", ARequest(team.Id))).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        await (await team.As(0).PostAsync($"v1/coach-requests/{id}/acceptance", null)).ExpectAsync(HttpStatusCode.Forbidden);
        foreach (var kind in new[] { CallerKinds.BackOffice, CallerKinds.Operator, CallerKinds.Citizen })
            await (await service.Client(kind).GetAsync($"v1/coach-requests/{id}")).ExpectAsync(HttpStatusCode.Forbidden);
        await (await team.As(0).PutAsync($"v1/coach-requests/{id}/outcome", new { helped = "no" }, 7)).RefusedAsync(HttpStatusCode.PreconditionFailed, "edited-meanwhile");
        await (await team.As(0).PutAsync($"v1/coach-requests/{id}/outcome", new { helped = "no" }, null)).RefusedAsync(HttpStatusCode.PreconditionRequired, "if-match-required");
    }

    [Fact]
    public async Task A_request_says_what_the_team_wants_and_what_it_tried_and_names_nobody()
    {
        var team = await service.ATeamAsync();

        await (await team.As(0).PostAsJsonAsync("v1/coach-requests", new { teamId = team.Id, wants = "To talk", shares = Array.Empty<string>() })).ExpectAsync(HttpStatusCode.BadRequest);
        await (await team.As(0).PostAsJsonAsync("v1/coach-requests", new { teamId = team.Id, wants = "To talk", tried = "Ringing 06 12345678", shares = Array.Empty<string>() })).RefusedAsync(HttpStatusCode.UnprocessableEntity, "names-a-person");
        var shown = (await team.As(1).GetAsync<Page<ShownCoachRequest>>($"v1/teams/{team.Id}/coach-requests")).Items;
        Assert.Empty(shown);
    }

    private static object ARequest(Guid teamId, params string[] shares) => new { teamId, wants = "To divide the chores", tried = "We talked about it twice", shares };

    private static async Task<Guid> AskAsync(ATeam team, params string[] shares) => await (await team.As(0).PostAsJsonAsync("v1/coach-requests", ARequest(team.Id, shares))).IdAsync();
}
