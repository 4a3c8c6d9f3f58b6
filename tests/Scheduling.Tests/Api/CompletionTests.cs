using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Scheduling.Domain;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class CompletionTests(SchedulingFixture service)
{
    private static readonly DateTimeOffset Noon = CareTeam.Noon;

    [Fact]
    public async Task A_visit_that_went_as_planned_is_completed_afterwards()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon, 45);

        await (await team.Nurse.PostAsJsonAsync($"v1/visits/{visitId}/completion", new { })).ExpectAsync(HttpStatusCode.NoContent);

        var shown = await team.ShowAsync(visitId);
        Assert.Equal((VisitState.Completed, Noon, Noon.AddMinutes(45)), (shown.State, shown.StartedAt!.Value, shown.EndedAt!.Value));
        Assert.InRange(shown.RecordedAt!.Value, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
        Assert.Contains(
            new VisitCompleted(visitId, 2, team.ClientId, team.Id, team.NurseId, "guidance", Noon, Noon.AddMinutes(45), 45, 45, shown.RecordedAt.Value),
            await service.AnnouncedAsync<VisitCompleted>());
    }

    [Fact]
    public async Task Other_times_than_planned_are_kept_beside_the_plan()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon, 45);
        var (startedAt, endedAt) = (Noon.AddMinutes(10), Noon.AddMinutes(65));

        await (await team.CompleteAsync(visitId, startedAt.ToOffset(TimeSpan.FromHours(2)), endedAt)).ExpectAsync(HttpStatusCode.NoContent);

        var shown = await team.ShowAsync(visitId);
        Assert.Equal((Noon, Noon.AddMinutes(45), startedAt, endedAt), (shown.PlannedStart, shown.PlannedEnd, shown.StartedAt!.Value, shown.EndedAt!.Value));
        var told = Assert.Single(await service.AnnouncedAsync<VisitCompleted>(), e => e.VisitId == visitId);
        Assert.Equal((55, 45), (told.Minutes, told.PlannedMinutes));
    }

    [Fact]
    public async Task A_colleague_of_the_team_may_complete_a_visit()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(Noon, carerId: team.ColleagueId))).IdAsync();

        await (await team.CompleteAsync(visitId)).ExpectAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task The_same_times_once_more_change_nothing()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        await (await team.CompleteAsync(visitId)).ExpectAsync(HttpStatusCode.NoContent);
        var first = await team.ShowAsync(visitId);

        await (await team.CompleteAsync(visitId)).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.CompleteAsync(visitId, Noon, Noon.AddMinutes(30))).ExpectAsync(HttpStatusCode.NoContent);

        Assert.Equal(first, await team.ShowAsync(visitId));
        Assert.Single(await service.AnnouncedAsync<VisitCompleted>(), e => e.VisitId == visitId);
    }

    [Fact]
    public async Task Times_finer_than_the_database_keeps_are_the_same_once_more()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        var (startedAt, endedAt) = (Noon.AddTicks(7), Noon.AddMinutes(20).AddTicks(13));

        await (await team.CompleteAsync(visitId, startedAt, endedAt)).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.CompleteAsync(visitId, startedAt, endedAt)).ExpectAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_visit_that_several_complete_at_once_is_completed_once()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => team.CompleteAsync(visitId)));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode));
        Assert.Single(await service.AnnouncedAsync<VisitCompleted>(), e => e.VisitId == visitId);
    }

    [Fact]
    public async Task A_visit_that_is_completed_and_cancelled_at_once_is_one_of_the_two()
    {
        var team = await service.ACareTeamAsync();
        var visits = new List<Guid>();
        for (var i = 0; i < 8; i++)
            visits.Add(await team.PlanAsync(Noon.AddHours(i)));

        await Task.WhenAll(visits.SelectMany(visitId => new[] { team.CompleteAsync(visitId), team.CancelAsync(visitId) }));

        var completed = (await service.AnnouncedAsync<VisitCompleted>()).Select(e => e.VisitId).ToHashSet();
        var cancelled = (await service.AnnouncedAsync<VisitCancelled>()).Select(e => e.VisitId).ToHashSet();
        foreach (var visitId in visits)
        {
            Assert.True(completed.Contains(visitId) != cancelled.Contains(visitId));
            Assert.Equal(completed.Contains(visitId) ? VisitState.Completed : VisitState.Cancelled, (await team.ShowAsync(visitId)).State);
        }
    }

    [Fact]
    public async Task A_completion_asks_the_database_twice()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        var asked = new ConcurrentQueue<string>();
        using var call = new Activity("a completion").Start();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.TraceId == call.TraceId)
                    asked.Enqueue($"{span.DisplayName} {span.GetTagItem("db.query.text")}");
            },
        };
        ActivitySource.AddActivityListener(listener);

        await (await team.CompleteAsync(visitId)).ExpectAsync(HttpStatusCode.NoContent);

        Assert.Equal(2, asked.Count);
    }

    [Fact]
    public async Task A_visit_that_cannot_have_been_is_refused()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        var tomorrow = await team.PlanAsync(DateTimeOffset.UtcNow.AddDays(1));

        await (await team.CompleteAsync(visitId, Noon, Noon.AddMinutes(-5))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "ends-before-it-starts");
        await (await team.CompleteAsync(visitId, Noon, Noon.AddMinutes(1441))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "longer-than-a-day");
        await (await team.CompleteAsync(visitId, Noon.AddDays(-30), Noon.AddDays(-30).AddHours(1))).RefusedAsync(HttpStatusCode.UnprocessableEntity, "far-from-plan");
        await (await team.CompleteAsync(tomorrow)).RefusedAsync(HttpStatusCode.UnprocessableEntity, "not-over-yet");
        Assert.Equal(VisitState.Planned, (await team.ShowAsync(visitId)).State);
        Assert.DoesNotContain(await service.AnnouncedAsync<VisitCompleted>(), e => e.ClientId == team.ClientId);
    }

    [Fact]
    public async Task A_cancelled_visit_is_not_completed_and_a_completed_one_not_cancelled()
    {
        var team = await service.ACareTeamAsync();
        var (cancelled, completed) = (await team.PlanAsync(Noon), await team.PlanAsync(Noon.AddHours(1)));
        await team.CancelAsync(cancelled);
        await team.CompleteAsync(completed);

        await (await team.CompleteAsync(cancelled)).RefusedAsync(HttpStatusCode.Conflict, "visit-cancelled");
        await (await team.CancelAsync(completed)).RefusedAsync(HttpStatusCode.Conflict, "already-completed");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"startedAt\": ")]
    [InlineData("{ \"startedAt\": 12 }")]
    [InlineData("{ \"startedAt\": \"noon\" }")]
    [InlineData("{ \"startetAt\": \"2026-10-05T12:00:00Z\" }")]
    public async Task A_malformed_completion_completes_nothing(string body)
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await (await team.Nurse.PostAsync($"v1/visits/{visitId}/completion", content)).ExpectAsync(HttpStatusCode.BadRequest);
        Assert.Equal(VisitState.Planned, (await team.ShowAsync(visitId)).State);
    }
}
