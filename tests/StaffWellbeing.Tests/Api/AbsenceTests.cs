using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.StaffWellbeing;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;

namespace Buurtzorg.StaffWellbeing.Tests.Api;

public sealed class AbsenceTests(StaffWellbeingFixture service)
{
    private static readonly DateOnly Today = ATeam.Today;

    [Fact]
    public async Task One_call_tells_scheduling_the_days_and_others_only_that_the_team_changed()
    {
        var team = await service.ATeamAsync();

        var told = await team.As(0).PostAsJsonAsync("v1/absences", ATeam.AnAbsence(1, 8, sickLeave: true));

        var id = await told.IdAsync();
        Assert.Equal($"/staff-wellbeing/v1/absences/{id}", told.Headers.Location!.ToString());
        Assert.Contains(new AbsenceChanged(id, 1, team.Members[0], Today.AddDays(1), Today.AddDays(8), null), await service.AnnouncedAsync<AbsenceChanged>());
        Assert.Contains(new TeamAbsenceChanged(team.Id, 1), await service.AnnouncedAsync<TeamAbsenceChanged>());
    }

    [Fact]
    public async Task A_team_mate_tells_it_for_who_cannot_and_does_not_say_whether_it_is_sick_leave()
    {
        var team = await service.ATeamAsync();

        await (await team.As(1).PostAsJsonAsync("v1/absences", ATeam.AnAbsence(0, 3, team.Members[0], sickLeave: true))).RefusedAsync(HttpStatusCode.Forbidden, "only-the-person-says");
        var id = await (await team.As(1).PostAsJsonAsync("v1/absences", ATeam.AnAbsence(0, 3, team.Members[0]))).IdAsync();

        await (await team.As(1).PutAsJsonAsync($"v1/absences/{id}/sick-leave", new { sickLeave = true })).ExpectAsync(HttpStatusCode.NotFound);
        await (await team.As(0).PutAsJsonAsync($"v1/absences/{id}/sick-leave", new { sickLeave = true })).ExpectAsync(HttpStatusCode.NoContent);
        Assert.True((await team.As(0).GetAsync<ShownAbsence>($"v1/absences/{id}")).SickLeave);
        Assert.Null((await team.As(1).GetAsync<ShownAbsence>($"v1/absences/{id}")).SickLeave);
        Assert.Null((await team.As(1).GetAsync<Page<ShownAbsence>>($"v1/teams/{team.Id}/absences")).Items.Single().SickLeave);
    }

    [Fact]
    public async Task Who_is_no_team_mate_neither_tells_nor_sees_nor_changes()
    {
        var team = await service.ATeamAsync();
        var id = await team.AwayAsync(0, 3);
        using var stranger = service.Client(CallerKinds.Professional);

        await (await stranger.PostAsJsonAsync("v1/absences", ATeam.AnAbsence(5, 8, team.Members[0]))).RefusedAsync(HttpStatusCode.Forbidden, "not-a-team-mate");
        await (await stranger.GetAsync($"v1/absences/{id}")).ExpectAsync(HttpStatusCode.NotFound);
        await (await stranger.PutAsync($"v1/absences/{id}/expected-return", new { expectedReturn = Today.AddDays(9) }, 1)).ExpectAsync(HttpStatusCode.NotFound);
        await (await stranger.PutAsync($"v1/absences/{id}/return", new { steps = Array.Empty<object>() }, 1)).ExpectAsync(HttpStatusCode.NotFound);
        await (await stranger.PostAsync($"v1/absences/{id}/withdrawal", null)).ExpectAsync(HttpStatusCode.NotFound);
        await (await stranger.GetAsync($"v1/teams/{team.Id}/absences")).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        foreach (var kind in new[] { CallerKinds.BackOffice, CallerKinds.Coach, CallerKinds.Citizen, CallerKinds.Operator })
            await (await service.Client(kind).GetAsync($"v1/absences/{id}")).ExpectAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_absence_is_extended_shortened_ended_step_by_step_corrected_and_withdrawn()
    {
        var team = await service.ATeamAsync();
        var me = team.As(0);
        var id = await team.AwayAsync(-10, 5);
        var first = Today.AddDays(-10);

        await (await me.PutAsync($"v1/absences/{id}/expected-return", new { expectedReturn = Today.AddDays(20) }, null)).RefusedAsync(HttpStatusCode.PreconditionRequired, "if-match-required");
        await (await me.PutAsync($"v1/absences/{id}/expected-return", new { expectedReturn = Today.AddDays(20) }, 1)).ExpectAsync(HttpStatusCode.NoContent);
        await (await me.PutAsync($"v1/absences/{id}/expected-return", new { expectedReturn = Today.AddDays(3) }, 1)).RefusedAsync(HttpStatusCode.PreconditionFailed, "edited-meanwhile");
        await (await me.PutAsync($"v1/absences/{id}/expected-return", new { expectedReturn = Today.AddDays(3) }, 2)).ExpectAsync(HttpStatusCode.NoContent);
        var returned = await team.As(1).PutAsync($"v1/absences/{id}/return", new { steps = new[] { new { from = Today.AddDays(-4), percent = 50 }, new { from = Today.AddDays(-1), percent = 80 } } }, 3);
        await returned.ExpectAsync(HttpStatusCode.NoContent);
        Assert.Equal("\"4\"", returned.Headers.ETag!.Tag);
        await (await me.PutAsync($"v1/absences/{id}/expected-return", new { expectedReturn = Today.AddDays(9) }, 4)).RefusedAsync(HttpStatusCode.Conflict, "already-back");
        Assert.Equal([new ReturnStep(Today.AddDays(-4), 50), new ReturnStep(Today.AddDays(-1), 80)], (await me.GetAsync<ShownAbsence>($"v1/absences/{id}")).ReturnSteps);
        Assert.Contains((await team.As(1).GetAsync<Page<ShownAbsence>>($"v1/teams/{team.Id}/absences")).Items, absence => absence.Id == id);
        await (await me.PutAsync($"v1/absences/{id}/return", new { steps = new[] { new { from = Today.AddDays(-2), percent = 100 } } }, 4)).ExpectAsync(HttpStatusCode.NoContent);
        Assert.Empty((await team.As(1).GetAsync<Page<ShownAbsence>>($"v1/teams/{team.Id}/absences")).Items);
        await (await me.PutAsync($"v1/absences/{id}/return", new { steps = Array.Empty<object>() }, 5)).ExpectAsync(HttpStatusCode.NoContent);
        await (await me.PostAsync($"v1/absences/{id}/withdrawal", null)).ExpectAsync(HttpStatusCode.NoContent);
        await (await me.PostAsync($"v1/absences/{id}/withdrawal", null)).ExpectAsync(HttpStatusCode.NoContent);
        await (await me.PutAsync($"v1/absences/{id}/return", new { steps = Array.Empty<object>() }, 7)).RefusedAsync(HttpStatusCode.Conflict, "absence-withdrawn");

        Assert.Equal(
            [(1, 5, null), (2, 20, null), (3, 3, null), (4, 3, -4), (5, 3, -2), (6, 3, null), (7, 3, (int?)-10)],
            (await service.AnnouncedAsync<AbsenceChanged>()).Where(e => e.AbsenceId == id).Select(e => (e.Version, e.ExpectedReturn.DayNumber - Today.DayNumber, e.ReturnedOn?.DayNumber - Today.DayNumber)));
        Assert.Equal(Enumerable.Range(1, 7).Select(version => new TeamAbsenceChanged(team.Id, version)), (await service.AnnouncedAsync<TeamAbsenceChanged>()).Where(e => e.TeamId == team.Id));
        Assert.Equal(first, (await me.GetAsync<ShownAbsence>($"v1/absences/{id}")).FirstDay);
    }

    [Fact]
    public async Task Nobody_is_away_twice_at_once_but_again_after_a_return_or_a_withdrawal()
    {
        var team = await service.ATeamAsync();
        var id = await team.AwayAsync(-5, 5);

        await (await team.As(0).PostAsJsonAsync("v1/absences", ATeam.AnAbsence(2, 9))).RefusedAsync(HttpStatusCode.Conflict, "absence-overlaps");
        await (await team.As(0).PutAsync($"v1/absences/{id}/return", new { steps = new[] { new { from = Today.AddDays(-1), percent = 100 } } }, 1)).ExpectAsync(HttpStatusCode.NoContent);
        var second = await team.AwayAsync(2, 9);
        await (await team.As(0).PutAsync($"v1/absences/{id}/return", new { steps = Array.Empty<object>() }, 2)).RefusedAsync(HttpStatusCode.Conflict, "absence-overlaps");
        await (await team.As(0).PostAsync($"v1/absences/{second}/withdrawal", null)).ExpectAsync(HttpStatusCode.NoContent);
        await team.AwayAsync(3, 4);
        Assert.Equal(3, (await team.As(0).GetAsync<Page<ShownAbsence>>("v1/my-absences")).Items.Count);
    }

    [Fact]
    public async Task Of_the_same_absence_told_at_once_by_many_one_is_kept()
    {
        var team = await service.ATeamAsync(6);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(member => team.As(member).PostAsJsonAsync("v1/absences", ATeam.AnAbsence(1, 4, team.Members[0]))));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.Created);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.Created))
            await refused.RefusedAsync(HttpStatusCode.Conflict, "absence-overlaps");
    }

    [Fact]
    public async Task The_same_absence_sent_again_with_its_key_is_one()
    {
        var team = await service.ATeamAsync();
        async Task<Guid> TellAsync()
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "v1/absences") { Content = JsonContent.Create(ATeam.AnAbsence(1, 4)) };
            request.Headers.Add("Idempotency-Key", "once");
            return await (await team.As(0).SendAsync(request)).IdAsync();
        }

        Assert.Equal(await TellAsync(), await TellAsync());
    }

    [Fact]
    public async Task There_is_no_place_for_a_reason()
    {
        var team = await service.ATeamAsync();

        await (await team.As(0).PostAsJsonAsync("v1/absences", new { firstDay = Today, expectedReturn = Today.AddDays(2), reason = "flu" })).ExpectAsync(HttpStatusCode.BadRequest);

        await using var columns = service.Database.CreateCommand("SELECT string_agg(column_name, ' ' ORDER BY column_name) FROM information_schema.columns WHERE table_name = 'absences'");
        Assert.Equal("back_on expected_return first_day id over_on person_id sick_leave steps version withdrawn", await columns.ExecuteScalarAsync());
        Assert.Equal(["AbsenceId", "ExpectedReturn", "FirstDay", "PersonId", "ReturnedOn", "Version"], typeof(AbsenceChanged).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Doubled_and_shuffled_the_last_word_about_a_membership_holds()
    {
        var (teamId, stays, left) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var messages = new object[]
        {
            new TeamMemberJoined(teamId, 2, stays, "nurse", 1440), new TeamMemberLeft(teamId, 3, stays), new TeamMemberJoined(teamId, 4, stays, "nurse", 960),
            new TeamMemberJoined(teamId, 5, left, "nurse"), new TeamMemberLeft(teamId, 6, left),
        }.Select(@event => (Id: Guid.CreateVersion7(), Event: @event)).ToArray();
        var stream = messages.Concat(messages).ToArray();
        new Random(4).Shuffle(stream);

        await Task.WhenAll(stream.Select(message => service.PublishAsync(message.Event, message.Id)));
        await service.HandledAsync([.. messages.Select(message => message.Id)]);

        await (await service.Client(CallerKinds.Professional, stays).GetAsync($"v1/teams/{teamId}/absences")).ExpectAsync(HttpStatusCode.OK);
        await (await service.Client(CallerKinds.Professional, left).GetAsync($"v1/teams/{teamId}/absences")).ExpectAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Lists_go_on_where_they_ended()
    {
        var team = await service.ATeamAsync();
        for (var week = 0; week < 3; week++)
            await team.AwayAsync(week * 7, week * 7 + 2);

        var first = await team.As(0).GetAsync<Page<ShownAbsence>>("v1/my-absences?limit=2");
        var second = await team.As(0).GetAsync<Page<ShownAbsence>>($"v1/my-absences?limit=2&after={first.Next}");

        Assert.Equal([14, 7, 0], first.Items.Concat(second.Items).Select(absence => absence.FirstDay.DayNumber - Today.DayNumber));
    }
}
