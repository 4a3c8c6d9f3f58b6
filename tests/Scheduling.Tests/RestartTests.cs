using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;

namespace Buurtzorg.Scheduling.Tests;

/// <summary>Has a service of its own, because it stops it.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task What_every_endpoint_wrote_is_there_after_a_restart()
    {
        await using var service = new SchedulingFixture();
        await service.InitializeAsync();
        var team = await service.ACareTeamAsync();
        var noon = CareTeam.Noon;
        var (planned, moved, cancelled, completed) = (await team.PlanAsync(noon), await team.PlanAsync(noon.AddHours(1)), await team.PlanAsync(noon.AddHours(2)), await team.PlanAsync(noon.AddHours(3)));
        await (await team.MoveAsync(moved, "\"1\"", noon.AddHours(5))).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.CancelAsync(cancelled)).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.CompleteAsync(completed, noon.AddHours(3), noon.AddHours(4))).ExpectAsync(HttpStatusCode.NoContent);
        var newTeam = await (await team.Nurse.PostAsJsonAsync($"v1/teams/{team.Id}/splits", new { name = "Noord", personIds = new[] { team.ColleagueId } })).IdAsync();
        var key = $"{Guid.NewGuid()}";
        var keyed = await (await team.Nurse.PostWithKeyAsync("v1/visits", team.AVisit(noon.AddHours(8)), key)).IdAsync();
        var before = await EverythingAsync();

        await service.RestartAsync();

        team = team with { Nurse = service.Client(CallerKinds.Professional, team.NurseId) };
        Assert.Equivalent(before, await EverythingAsync(), strict: true);
        Assert.Equal(keyed, await (await team.Nurse.PostWithKeyAsync("v1/visits", team.AVisit(noon.AddHours(8)), key)).IdAsync());
        Assert.Equal(VisitState.Completed, (await team.ShowAsync(completed)).State);
        await (await team.CompleteAsync(planned)).ExpectAsync(HttpStatusCode.NoContent);
        Assert.Equal(team.ColleagueId, Assert.Single((await team.Nurse.GetFromJsonAsync<ShownTeam>($"v1/teams/{newTeam}", Answers.Json))!.Members).PersonId);

        async Task<object[]> EverythingAsync() =>
        [
            (await team.Nurse.GetFromJsonAsync<Page<ListedTeam>>("v1/teams", Answers.Json))!,
            (await team.Nurse.GetFromJsonAsync<ShownTeam>($"v1/teams/{team.Id}", Answers.Json))!,
            (await team.Nurse.GetFromJsonAsync<Page<ShownVisit>>($"v1/teams/{team.Id}/visits", Answers.Json))!,
            (await team.Nurse.GetFromJsonAsync<Page<ShownVisit>>($"v1/clients/{team.ClientId}/visits", Answers.Json))!,
            await Task.WhenAll(new[] { planned, moved, cancelled, completed }.Select(team.ShowAsync)),
        ];
    }
}
