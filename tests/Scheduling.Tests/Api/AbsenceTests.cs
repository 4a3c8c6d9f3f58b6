using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.StaffWellbeing;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Features;
using Buurtzorg.Testing;
using Npgsql;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class AbsenceTests(SchedulingFixture service)
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(DateTime.UtcNow);

    [Fact]
    public async Task Visits_of_who_is_away_are_uncovered_until_a_colleague_takes_them()
    {
        var team = await service.ACareTeamAsync();
        var (before, first, second, after) = (await team.PlanAsync(NoonIn(2)), await team.PlanAsync(NoonIn(3)), await team.PlanAsync(NoonIn(4)), await team.PlanAsync(NoonIn(5)));

        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, team.NurseId, Day(3), Day(5), null));

        Assert.Equal(".UU.", await UncoveredAsync(team, before, first, second, after));
        Assert.Contains(new VisitUncovered(first, 2, team.ClientId, team.Id), await service.AnnouncedAsync<VisitUncovered>());
        var listed = await ListAsync(team);
        Assert.Equal([first, second], listed.Select(uncovered => uncovered.Visit.Id));
        Assert.Equal([team.ColleagueId], listed[0].CouldTake.Select(taker => taker.PersonId));
        Assert.Equal((1, 1), (listed[0].Faces, listed[0].LastVisits));
        Assert.Equal((0, 2), (listed[0].CouldTake[0].VisitsOfLast, listed[0].CouldTake[0].Faces));

        await (await TakeAsync(team, first, team.ColleagueId)).ExpectAsync(HttpStatusCode.NoContent);
        await (await TakeAsync(team, first, team.ColleagueId)).ExpectAsync(HttpStatusCode.NoContent);

        Assert.Equal(team.ColleagueId, (await team.ShowAsync(first)).CarerId);
        Assert.Single(await service.AnnouncedAsync<VisitCovered>(), new VisitCovered(first, 3, team.ClientId, team.Id, team.ColleagueId));
        Assert.Equal([second], (await ListAsync(team)).Select(uncovered => uncovered.Visit.Id));
    }

    [Fact]
    public async Task Who_returns_early_has_back_only_what_nobody_took()
    {
        var team = await service.ACareTeamAsync();
        var (early, taken, open) = (await team.PlanAsync(NoonIn(3)), await team.PlanAsync(NoonIn(5)), await team.PlanAsync(NoonIn(6)));
        var absence = Guid.CreateVersion7();
        await TellAsync(new AbsenceChanged(absence, 1, team.NurseId, Day(3), Day(8), null));
        await (await TakeAsync(team, taken, team.ColleagueId)).ExpectAsync(HttpStatusCode.NoContent);

        await TellAsync(new AbsenceChanged(absence, 2, team.NurseId, Day(3), Day(8), Day(5)));

        Assert.Equal("U..", await UncoveredAsync(team, early, taken, open));
        Assert.Equal((team.ColleagueId, team.NurseId), ((await team.ShowAsync(taken)).CarerId, (await team.ShowAsync(open)).CarerId));
        Assert.Contains(new VisitCovered(open, 3, team.ClientId, team.Id, team.NurseId), await service.AnnouncedAsync<VisitCovered>());
    }

    [Fact]
    public async Task An_absence_is_extended_shortened_and_withdrawn()
    {
        var team = await service.ACareTeamAsync();
        var visits = new[] { await team.PlanAsync(NoonIn(3)), await team.PlanAsync(NoonIn(4)), await team.PlanAsync(NoonIn(5)) };
        var absence = Guid.CreateVersion7();

        await TellAsync(new AbsenceChanged(absence, 1, team.NurseId, Day(3), Day(4), null));
        Assert.Equal("U..", await UncoveredAsync(team, visits));
        await TellAsync(new AbsenceChanged(absence, 2, team.NurseId, Day(3), Day(6), null));
        Assert.Equal("UUU", await UncoveredAsync(team, visits));
        await TellAsync(new AbsenceChanged(absence, 3, team.NurseId, Day(3), Day(5), null));
        Assert.Equal("UU.", await UncoveredAsync(team, visits));
        await TellAsync(new AbsenceChanged(absence, 4, team.NurseId, Day(3), Day(5), Day(3)));
        Assert.Equal("...", await UncoveredAsync(team, visits));
    }

    [Fact]
    public async Task Doubled_and_shuffled_the_last_word_about_an_absence_holds()
    {
        var team = await service.ACareTeamAsync();
        var visits = new[] { await team.PlanAsync(NoonIn(3)), await team.PlanAsync(NoonIn(4)), await team.PlanAsync(NoonIn(5)), await team.PlanAsync(NoonIn(6)) };
        var absence = Guid.CreateVersion7();
        var messages = Enumerable.Range(1, 6).Select(version => (Id: Guid.CreateVersion7(), Event: new AbsenceChanged(absence, version, team.NurseId, Day(3), Day(3 + version % 4 + 1), null))).ToArray();
        var stream = messages.Concat(messages).ToArray();
        new Random(9).Shuffle(stream);

        await Task.WhenAll(stream.Select(message => service.PublishAsync(message.Event, message.Id)));
        await HandledAsync([.. messages.Select(message => message.Id)]);

        Assert.Equal("UUU.", await UncoveredAsync(team, visits)); // version 6: until day 6
        foreach (var visit in visits)
        {
            var changes = (await service.AnnouncedAsync<VisitUncovered>()).Where(e => e.VisitId == visit).Select(e => (e.Version, Open: true))
                .Concat((await service.AnnouncedAsync<VisitCovered>()).Where(e => e.VisitId == visit).Select(e => (e.Version, Open: false))).OrderBy(change => change.Version).ToList();
            Assert.Equal(Enumerable.Range(2, changes.Count).Select(version => (long)version), changes.Select(change => change.Version));
            Assert.Equal(visit != visits[3], changes.Count > 0 && changes[^1].Open);
        }
    }

    [Fact]
    public async Task Of_colleagues_who_take_the_same_visit_at_once_one_does()
    {
        var nurses = Enumerable.Range(0, 8).Select(_ => Guid.CreateVersion7()).ToArray();
        var teamId = await service.FoundTeamAsync(nurses);
        var team = new CareTeam(teamId, nurses[0], nurses[1], await service.AdmitClientAsync(teamId), service.Client(CallerKinds.Professional, nurses[0]));
        var visitId = await team.PlanAsync(NoonIn(3));
        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, nurses[0], Day(3), Day(4), null));

        var answers = await Task.WhenAll(nurses[1..].Select(nurse => service.Client(CallerKinds.Professional, nurse).PostAsJsonAsync($"v1/visits/{visitId}/carer", new { carerId = nurse })));

        Assert.Single(answers, answer => answer.StatusCode == HttpStatusCode.NoContent);
        foreach (var refused in answers.Where(answer => answer.StatusCode != HttpStatusCode.NoContent))
            await refused.RefusedAsync(HttpStatusCode.Conflict, "visit-has-a-carer");
        Assert.Single(await service.AnnouncedAsync<VisitCovered>(), e => e.VisitId == visitId);
    }

    [Fact]
    public async Task Who_has_another_visit_then_cannot_take_one_and_is_not_offered()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(NoonIn(3));
        await (await team.Nurse.PostAsJsonAsync("v1/visits", team.AVisit(NoonIn(3).AddMinutes(15), carerId: team.ColleagueId))).IdAsync();
        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, team.NurseId, Day(3), Day(4), null));

        Assert.Empty((await ListAsync(team)).Single().CouldTake);
        await (await TakeAsync(team, visitId, team.ColleagueId)).RefusedAsync(HttpStatusCode.Conflict, "visit-overlaps");
        Assert.True((await team.ShowAsync(visitId)).Uncovered);
    }

    [Fact]
    public async Task Who_is_away_cannot_be_given_a_visit_and_is_not_offered_but_may_come_themselves()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(NoonIn(3));
        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, team.NurseId, Day(3), Day(4), null));
        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, team.ColleagueId, Day(2), Day(4), null));

        Assert.Empty((await ListAsync(team)).Single().CouldTake);
        await (await TakeAsync(team, visitId, team.ColleagueId)).RefusedAsync(HttpStatusCode.Conflict, "carer-away");
        await (await TakeAsync(team, visitId, Guid.CreateVersion7())).RefusedAsync(HttpStatusCode.UnprocessableEntity, "carer-not-in-team");
        await (await TakeAsync(team, visitId, team.NurseId)).ExpectAsync(HttpStatusCode.NoContent);
        Assert.False((await team.ShowAsync(visitId)).Uncovered);
    }

    [Fact]
    public async Task A_visit_planned_or_moved_into_an_absence_is_uncovered_and_moved_out_of_it_is_covered()
    {
        var team = await service.ACareTeamAsync();
        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, team.NurseId, Day(3), Day(5), null));

        var planned = await team.PlanAsync(NoonIn(3));
        var moved = await team.PlanAsync(NoonIn(6));
        Assert.Equal("U.", await UncoveredAsync(team, planned, moved));

        await (await team.MoveAsync(planned, "\"2\"", NoonIn(7))).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.MoveAsync(moved, "\"1\"", NoonIn(4))).ExpectAsync(HttpStatusCode.NoContent);
        Assert.Equal(".U", await UncoveredAsync(team, planned, moved));
        Assert.Contains(new VisitCovered(planned, 4, team.ClientId, team.Id, team.NurseId), await service.AnnouncedAsync<VisitCovered>());
        Assert.Contains(new VisitUncovered(moved, 3, team.ClientId, team.Id), await service.AnnouncedAsync<VisitUncovered>());
    }

    [Fact]
    public async Task A_visit_planned_at_the_moment_at_which_an_absence_arrives_does_not_slip_past_it()
    {
        var team = await service.ACareTeamAsync();
        await using var connection = await service.Database.OpenConnectionAsync();
        await using var arriving = await connection.BeginTransactionAsync();
        await using (var absence = new NpgsqlCommand($"SELECT pg_advisory_xact_lock(hashtextextended('{team.NurseId}', 0)); "
            + $"INSERT INTO absences (id, person_id, first_day, back_on, version) VALUES ('{Guid.CreateVersion7()}', '{team.NurseId}', '{Day(3):yyyy-MM-dd}', '{Day(4):yyyy-MM-dd}', 1)", connection, arriving))
            await absence.ExecuteNonQueryAsync();

        var planning = team.PlanAsync(NoonIn(3));
        await Eventually.TrueAsync(async () =>
        {
            await using var waiting = service.Database.CreateCommand("SELECT EXISTS (SELECT FROM pg_locks JOIN pg_database ON pg_database.oid = database WHERE locktype = 'advisory' AND NOT granted AND datname = current_database())");
            return (bool)(await waiting.ExecuteScalarAsync())!;
        }, "the plan to wait for the absence");
        await arriving.CommitAsync();

        Assert.Equal("U", await UncoveredAsync(team, await planning));
    }

    [Fact]
    public async Task What_nobody_was_to_come_to_is_completed_by_who_took_it()
    {
        var team = await service.ACareTeamAsync();
        var visitId = await team.PlanAsync(NoonIn(3));
        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, team.NurseId, Day(3), Day(4), null));

        Assert.Contains($"POST /v1/visits/{visitId}/carer", await (await team.CompleteAsync(visitId)).RefusedAsync(HttpStatusCode.Conflict, "visit-uncovered"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_index_looks_at_what_a_completion_writes_so_that_the_row_is_updated_in_place()
    {
        await using var select = service.Database.CreateCommand("SELECT string_agg(indexdef, ' ') FROM pg_indexes WHERE tablename = 'visits'");
        var indexes = (string)(await select.ExecuteScalarAsync())!;

        Assert.Contains("ix_visits_uncovered", indexes, StringComparison.Ordinal);
        Assert.All(new[] { "started_at", "ended_at", "recorded_at", "version" }, column => Assert.DoesNotContain(column, indexes, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_past_or_done_stays_as_it_is_and_what_is_cancelled_leaves_the_list()
    {
        var team = await service.ACareTeamAsync();
        var (done, past, cancelled) = (await team.PlanAsync(CareTeam.Noon), await team.PlanAsync(CareTeam.Noon.AddHours(1)), await team.PlanAsync(NoonIn(3)));
        await team.CompleteAsync(done);
        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, team.NurseId, Day(-9), Day(5), null));
        Assert.Equal("..U", await UncoveredAsync(team, done, past, cancelled));

        await (await team.CancelAsync(cancelled)).ExpectAsync(HttpStatusCode.NoContent);

        Assert.Empty(await ListAsync(team));
        Assert.False((await team.ShowAsync(cancelled)).Uncovered);
        await (await TakeAsync(team, cancelled, team.ColleagueId)).RefusedAsync(HttpStatusCode.Conflict, "visit-cancelled");
    }

    [Fact]
    public async Task Uncovered_visits_are_for_the_team()
    {
        var team = await service.ACareTeamAsync();
        using var stranger = service.Client(CallerKinds.Professional);

        await (await stranger.GetAsync($"v1/teams/{team.Id}/uncovered-visits")).RefusedAsync(HttpStatusCode.Forbidden, "not-a-member");
        await (await stranger.PostAsJsonAsync($"v1/visits/{await team.PlanAsync(NoonIn(3))}/carer", new { carerId = team.NurseId })).ExpectAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_page_of_uncovered_visits_goes_on_where_it_ended()
    {
        var team = await service.ACareTeamAsync();
        var visits = new List<Guid>();
        for (var day = 3; day < 6; day++)
            visits.Add(await team.PlanAsync(NoonIn(day)));
        await TellAsync(new AbsenceChanged(Guid.CreateVersion7(), 1, team.NurseId, Day(3), Day(9), null));

        var first = (await team.Nurse.GetFromJsonAsync<Page<UncoveredVisit>>($"v1/teams/{team.Id}/uncovered-visits?limit=2", Answers.Json))!;
        var second = (await team.Nurse.GetFromJsonAsync<Page<UncoveredVisit>>($"v1/teams/{team.Id}/uncovered-visits?limit=2&after={first.Next}", Answers.Json))!;

        Assert.Equal(visits, first.Items.Concat(second.Items).Select(uncovered => uncovered.Visit.Id));
        Assert.Null(second.Next);
    }

    private static DateOnly Day(int days) => Today.AddDays(days);

    private static DateTimeOffset NoonIn(int days) => new(Day(days).ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero);

    private static Task<HttpResponseMessage> TakeAsync(CareTeam team, Guid visitId, Guid carerId) => team.Nurse.PostAsJsonAsync($"v1/visits/{visitId}/carer", new { carerId });

    private static async Task<IReadOnlyList<UncoveredVisit>> ListAsync(CareTeam team) =>
        (await team.Nurse.GetFromJsonAsync<Page<UncoveredVisit>>($"v1/teams/{team.Id}/uncovered-visits", Answers.Json))!.Items;

    /// <summary>A letter per visit: U where nobody comes.</summary>
    private static async Task<string> UncoveredAsync(CareTeam team, params Guid[] visitIds)
    {
        var letters = "";
        foreach (var visitId in visitIds)
            letters += (await team.ShowAsync(visitId)).Uncovered ? 'U' : '.';
        return letters;
    }

    private async Task TellAsync(AbsenceChanged changed)
    {
        var messageId = Guid.CreateVersion7();
        await service.PublishAsync(changed, messageId);
        await HandledAsync([messageId]);
    }

    private Task HandledAsync(Guid[] messageIds) => Eventually.TrueAsync(async () =>
    {
        await using var count = service.Database.CreateCommand("SELECT count(*) FROM platform.inbox WHERE message_id = ANY ($1)");
        count.Parameters.AddWithValue(messageIds);
        return (long)(await count.ExecuteScalarAsync())! == messageIds.Length;
    }, "the absence to be known");
}
