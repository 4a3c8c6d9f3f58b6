using System.Net;
using Buurtzorg.Contracts.Scheduling;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class MovingTests(SchedulingFixture service)
{
    private static readonly DateTimeOffset Noon = CareTeam.Noon;

    [Fact]
    public async Task A_visit_moves_for_who_saw_its_present_version()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);
        var etag = (await team.Nurse.GetAsync($"v1/visits/{visitId}")).Headers.ETag!.Tag;

        var moved = await team.MoveAsync(visitId, etag, Noon.AddHours(2), 45);

        await moved.ExpectAsync(HttpStatusCode.NoContent);
        Assert.Equal("\"2\"", moved.Headers.ETag!.Tag);
        var shown = await team.ShowAsync(visitId);
        Assert.Equal((Noon.AddHours(2), Noon.AddHours(2).AddMinutes(45)), (shown.PlannedStart, shown.PlannedEnd));
        Assert.Contains(
            new VisitMoved(visitId, 2, team.ClientId, team.Id, team.NurseId, "guidance", shown.PlannedStart, shown.PlannedEnd),
            await service.AnnouncedAsync<VisitMoved>());
    }

    [Fact]
    public async Task Without_a_version_nothing_moves()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);

        await (await team.MoveAsync(visitId, null, Noon.AddHours(2))).RefusedAsync(HttpStatusCode.PreconditionRequired, "if-match-required");
    }

    [Fact]
    public async Task Of_two_people_who_move_the_same_visit_the_second_is_told()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);

        await (await team.MoveAsync(visitId, "\"1\"", Noon.AddHours(2))).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.MoveAsync(visitId, "\"1\"", Noon.AddHours(4))).RefusedAsync(HttpStatusCode.PreconditionFailed, "edited-meanwhile");
        Assert.Equal(Noon.AddHours(2), (await team.ShowAsync(visitId)).PlannedStart);
    }

    [Fact]
    public async Task Of_many_who_move_the_same_visit_at_once_one_does()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(hour => team.MoveAsync(visitId, "\"1\"", Noon.AddHours(hour))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.NoContent))
            await refused.RefusedAsync(HttpStatusCode.PreconditionFailed, "edited-meanwhile");
        Assert.Single(await service.AnnouncedAsync<VisitMoved>(), e => e.VisitId == visitId);
    }

    [Fact]
    public async Task A_move_onto_another_visit_of_the_carer_is_refused_and_both_are_named()
    {
        var team = await service.ACareTeamAsync();
        var (first, second) = (await team.PlanAsync(Noon), await team.PlanAsync(Noon.AddHours(1)));

        var detail = await (await team.MoveAsync(second, "\"1\"", Noon.AddMinutes(15))).RefusedAsync(HttpStatusCode.Conflict, "visit-overlaps");

        Assert.Contains($"{first}", detail, StringComparison.Ordinal);
        Assert.Contains($"{second}", detail, StringComparison.Ordinal);
        await (await team.MoveAsync(second, "\"1\"", Noon.AddMinutes(45))).ExpectAsync(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task What_was_cancelled_or_took_place_does_not_move()
    {
        var team = await service.ACareTeamAsync();
        var (cancelled, completed) = (await team.PlanAsync(Noon), await team.PlanAsync(Noon.AddHours(1)));
        await team.CancelAsync(cancelled);
        await team.CompleteAsync(completed);

        await (await team.MoveAsync(cancelled, "\"2\"", Noon.AddHours(2))).RefusedAsync(HttpStatusCode.Conflict, "visit-cancelled");
        await (await team.MoveAsync(completed, "\"2\"", Noon.AddHours(2))).RefusedAsync(HttpStatusCode.Conflict, "already-completed");
    }

    [Theory]
    [InlineData(0, 0, "ends-before-it-starts")]
    [InlineData(0, 1441, "longer-than-a-day")]
    [InlineData(3 * 366, 30, "outside-the-roster")]
    public async Task A_move_to_a_time_that_cannot_be_is_refused(int days, int minutes, string code)
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(Noon);

        await (await team.MoveAsync(visitId, "\"1\"", Noon.AddDays(days), minutes)).RefusedAsync(HttpStatusCode.UnprocessableEntity, code);
    }
}
