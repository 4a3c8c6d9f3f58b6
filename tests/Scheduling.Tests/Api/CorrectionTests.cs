using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Scheduling.Domain;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class CorrectionTests(SchedulingFixture service)
{
    private static readonly DateTimeOffset Noon = CareTeam.Noon;

    [Fact]
    public async Task Other_times_correct_a_completed_visit_and_are_announced_with_a_higher_version()
    {
        var (team, visitId) = await ACompletedVisitAsync();

        await (await team.CompleteAsync(visitId, Noon.AddMinutes(5), Noon.AddMinutes(50))).ExpectAsync(HttpStatusCode.NoContent);

        var shown = await team.ShowAsync(visitId);
        Assert.Equal((VisitState.Completed, Noon.AddMinutes(5), Noon.AddMinutes(50)), (shown.State, shown.StartedAt!.Value, shown.EndedAt!.Value));
        Assert.Equal([(2L, 30), (3L, 45)], await ToldAsync(visitId));
    }

    [Fact]
    public async Task A_correction_once_more_and_a_completion_without_times_change_nothing()
    {
        var (team, visitId) = await ACompletedVisitAsync();
        await team.CompleteAsync(visitId, Noon, Noon.AddMinutes(50));
        var corrected = await team.ShowAsync(visitId);

        await (await team.CompleteAsync(visitId, Noon, Noon.AddMinutes(50))).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.CompleteAsync(visitId)).ExpectAsync(HttpStatusCode.NoContent);

        Assert.Equal(corrected, await team.ShowAsync(visitId));
        Assert.Equal([(2L, 30), (3L, 50)], await ToldAsync(visitId));
    }

    [Fact]
    public async Task Several_corrections_at_once_each_have_a_version_and_the_highest_is_what_is_shown()
    {
        var (team, visitId) = await ACompletedVisitAsync();

        var answers = await Task.WhenAll(Enumerable.Range(31, 8).Select(minutes => team.CompleteAsync(visitId, Noon, Noon.AddMinutes(minutes))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        var told = await ToldAsync(visitId);
        Assert.Equal(Enumerable.Range(2, 9), told.Select(each => (int)each.Version).Order());
        Assert.Equal(Noon.AddMinutes(told.MaxBy(each => each.Version).Minutes), (await team.ShowAsync(visitId)).EndedAt);
    }

    [Fact]
    public async Task A_visit_that_did_not_happen_is_planned_again_and_that_is_announced()
    {
        var (team, visitId) = await ACompletedVisitAsync();

        await (await team.WithdrawAsync(visitId)).ExpectAsync(HttpStatusCode.NoContent);

        var shown = await team.ShowAsync(visitId);
        Assert.Equal((VisitState.Planned, null, null, null), (shown.State, shown.StartedAt, shown.EndedAt, shown.RecordedAt));
        Assert.Contains(new VisitCompletionWithdrawn(visitId, 3, team.ClientId, team.Id), await service.AnnouncedAsync<VisitCompletionWithdrawn>());
    }

    [Fact]
    public async Task What_was_taken_back_can_be_completed_moved_or_cancelled()
    {
        var (team, completed) = await ACompletedVisitAsync();
        var (moved, cancelled) = (await team.PlanAsync(Noon.AddHours(1)), await team.PlanAsync(Noon.AddHours(2)));
        foreach (var visitId in (Guid[])[moved, cancelled])
            await team.CompleteAsync(visitId);
        foreach (var visitId in (Guid[])[completed, moved, cancelled])
            await (await team.WithdrawAsync(visitId)).ExpectAsync(HttpStatusCode.NoContent);

        await (await team.CompleteAsync(completed, Noon, Noon.AddMinutes(20))).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.MoveAsync(moved, "\"3\"", Noon.AddHours(4))).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.CancelAsync(cancelled)).ExpectAsync(HttpStatusCode.NoContent);

        Assert.Equal([(2L, 30), (4L, 20)], await ToldAsync(completed));
    }

    [Fact]
    public async Task Its_time_stays_the_carers_while_it_is_completed_and_after_it_is_taken_back()
    {
        var (team, visitId) = await ACompletedVisitAsync();
        await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon.AddMinutes(10)))).RefusedAsync(HttpStatusCode.Conflict, "visit-overlaps");

        await team.WithdrawAsync(visitId);

        await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon.AddMinutes(10)))).RefusedAsync(HttpStatusCode.Conflict, "visit-overlaps");
    }

    [Fact]
    public async Task Nothing_is_taken_back_twice_or_of_a_visit_that_is_not_completed()
    {
        var (team, visitId) = await ACompletedVisitAsync();
        var (planned, cancelled) = (await team.PlanAsync(Noon.AddHours(1)), await team.PlanAsync(Noon.AddHours(2)));
        await team.CancelAsync(cancelled);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => team.WithdrawAsync(visitId)));
        await (await team.WithdrawAsync(planned)).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.WithdrawAsync(cancelled)).ExpectAsync(HttpStatusCode.NoContent);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        Assert.Equal(visitId, Assert.Single(await service.AnnouncedAsync<VisitCompletionWithdrawn>(), withdrawn => withdrawn.ClientId == team.ClientId).VisitId);
        Assert.Equal(VisitState.Cancelled, (await team.ShowAsync(cancelled)).State);
    }

    [Fact]
    public async Task Only_the_team_corrects_and_takes_back()
    {
        var (team, visitId) = await ACompletedVisitAsync();
        using var other = service.Client(CallerKinds.Professional);
        using var client = service.Client(CallerKinds.Citizen);

        await (await other.PostAsJsonAsync($"v1/visits/{visitId}/completion", new { startedAt = Noon, endedAt = Noon.AddMinutes(50) })).ExpectAsync(HttpStatusCode.NotFound);
        await (await other.PostAsync($"v1/visits/{visitId}/completion/_withdraw", null)).ExpectAsync(HttpStatusCode.NotFound);
        await (await client.PostAsync($"v1/visits/{visitId}/completion/_withdraw", null)).ExpectAsync(HttpStatusCode.Forbidden);
        await (await team.WithdrawAsync(Guid.CreateVersion7())).ExpectAsync(HttpStatusCode.NotFound);

        Assert.Equal(VisitState.Completed, (await team.ShowAsync(visitId)).State);
    }

    private async Task<(CareTeam Team, Guid VisitId)> ACompletedVisitAsync()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        await (await team.CompleteAsync(visitId)).ExpectAsync(HttpStatusCode.NoContent);
        return (team, visitId);
    }

    private async Task<List<(long Version, int Minutes)>> ToldAsync(Guid visitId) =>
        [.. (await service.AnnouncedAsync<VisitCompleted>()).Where(told => told.VisitId == visitId).Select(told => (told.Version, told.Minutes))];
}
