using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;

namespace Buurtzorg.Scheduling.Tests.Api;

public sealed class ClientTimeTests(SchedulingFixture service)
{
    private static readonly DateOnly Monday = Weeks.MondayOf(DateOnly.FromDateTime(DateTime.UtcNow)).AddDays(-14);

    [Fact]
    public async Task A_team_s_client_time_is_its_completed_care_over_its_contracts_of_the_week()
    {
        var team = await service.ACareTeamAsync(); // two contracts of 1440 minutes
        await MembersSinceAsync(team.Id, null);
        await CareAsync(team, Monday, 8, 300);
        await CareAsync(team, Monday.AddDays(6), 8, 420);
        await CareAsync(team, Monday.AddDays(7), 8, 60); // the next week
        await team.PlanAsync(At(Monday.AddDays(1), 8), 600); // not completed

        var line = (await WeeksAsync(team.Id, $"?until={Weeks.Say(Monday)}&weeks=2")).Items;

        Assert.Equal([new ClientTime(team.Id, "Oost", null, Weeks.Say(Monday), 720, 2880, 25m), new ClientTime(team.Id, "Oost", null, Weeks.Say(Monday.AddDays(-7)), 0, 2880, 0m)], line);
    }

    [Fact]
    public async Task A_week_ends_at_midnight_on_the_wall()
    {
        var team = await service.ACareTeamAsync();
        await MembersSinceAsync(team.Id, null);
        var offset = TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam").GetUtcOffset(At(Monday, 0));
        var midnight = At(Monday, 0) - offset;
        await CompleteAsync(team, midnight.AddMinutes(-30), 60); // begins on Sunday, and is Sunday's
        await CompleteAsync(team, midnight.AddMinutes(30), 45);

        Assert.Equal([45, 60], (await WeeksAsync(team.Id, $"?until={Weeks.Say(Monday)}&weeks=2")).Items.Select(line => line.CareMinutes));
    }

    [Fact]
    public async Task Past_weeks_stay_true_when_somebody_joins_or_leaves()
    {
        var team = await service.ACareTeamAsync();
        await MembersSinceAsync(team.Id, Monday.AddDays(-30));
        await (await team.Nurse.DeleteAsync($"v1/teams/{team.Id}/members/{team.ColleagueId}")).ExpectAsync(HttpStatusCode.NoContent);
        await (await team.Nurse.PostAsJsonAsync($"v1/teams/{team.Id}/members", new { personId = Guid.CreateVersion7(), qualification = "nurse", contractedMinutesPerWeek = 960 })).IdAsync();
        await using (var leave = service.Database.CreateCommand("UPDATE ended_contracts SET until = $2 WHERE team_id = $1"))
        {
            leave.Parameters.AddWithValue(team.Id);
            leave.Parameters.AddWithValue(Monday.AddDays(3)); // on Thursday: four sevenths remain away
            Assert.Equal(1, await leave.ExecuteNonQueryAsync());
        }

        Assert.Equal([2057, 2880], (await WeeksAsync(team.Id, $"?until={Weeks.Say(Monday)}&weeks=2")).Items.Select(line => line.ContractedMinutes)); // 1440 + 1440 x 3/7
        Assert.Equal(["since", "until"], await RowsAsync("SELECT column_name FROM information_schema.columns WHERE table_name = 'ended_contracts' AND data_type = 'date' ORDER BY 1"));
        Assert.Equal(["id", "team_id"], await RowsAsync("SELECT column_name FROM information_schema.columns WHERE table_name = 'ended_contracts' AND data_type = 'uuid' ORDER BY 1")); // no person
    }

    [Fact]
    public async Task Every_team_sees_every_team_in_no_ranking_page_by_page()
    {
        var (team, other) = (await service.ACareTeamAsync(), await service.ACareTeamAsync());
        await MembersSinceAsync(other.Id, null);
        await CareAsync(other, Monday, 8, 144);
        List<ClientTime> seen = [];
        for (Guid? after = null; ;)
        {
            var page = (await team.Nurse.GetFromJsonAsync<ClientTimes>($"v1/client-time?week={Weeks.Say(Monday)}&limit=3{(after is null ? "" : $"&after={after}")}", Answers.Json))!;
            seen.AddRange(page.Items);
            Assert.Equal(61, page.Reference.Percent);
            if ((after = page.Next) is null)
                break;
        }

        Assert.Equal(5m, seen.Single(line => line.TeamId == other.Id).Percent);
        Assert.Equal(seen.Select(line => line.TeamId.ToString()).Order(StringComparer.Ordinal), seen.Select(line => line.TeamId.ToString()));
        Assert.Equal(seen.Count, seen.DistinctBy(line => line.TeamId).Count());
        Assert.DoesNotContain(typeof(ClientTime).GetProperties(), property => property.Name.Contains("Person", StringComparison.Ordinal) || property.Name.Contains("Rank", StringComparison.Ordinal));
        foreach (var kind in new[] { CallerKinds.BackOffice, CallerKinds.Operator, CallerKinds.Citizen, CallerKinds.Integrator })
            await (await service.Client(kind).GetAsync("v1/client-time")).ExpectAsync(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Teams_of_the_area_that_do_otherwise_are_offered_to_phone()
    {
        var area = $"area-{Guid.NewGuid():N}"[..20];
        var (team, alike, otherwise, elsewhere) = (await service.ACareTeamAsync(), await service.ACareTeamAsync(), await service.ACareTeamAsync(), await service.ACareTeamAsync());
        using var office = service.Client(CallerKinds.BackOffice);
        foreach (var one in new[] { team, alike, otherwise, elsewhere })
        {
            await MembersSinceAsync(one.Id, null);
            await (await office.PutAsJsonAsync($"v1/teams/{one.Id}/area", new { area = one == elsewhere ? null : area })).ExpectAsync(HttpStatusCode.NoContent);
            for (var day = 0; day < 5 && one != team && one != alike; day++)
                await CareAsync(one, Monday.AddDays(day), 8, 300);
        }

        var compared = (await team.Nurse.GetFromJsonAsync<ComparedClientTime>($"v1/teams/{team.Id}/client-time/others", Answers.Json))!;

        Assert.Equal((0, 11520), (compared.Team.CareMinutes, compared.Team.ContractedMinutes));
        Assert.Equal(new FourWeeks(otherwise.Id, "Oost", 1500, 11520, 13m), Assert.Single(compared.Others));
        await (await team.Nurse.GetAsync($"v1/teams/{Guid.CreateVersion7()}/client-time/others")).ExpectAsync(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("2026-W60", HttpStatusCode.UnprocessableEntity)]
    [InlineData("2025-W53", HttpStatusCode.UnprocessableEntity)]
    [InlineData("2026-W53", HttpStatusCode.OK)]
    [InlineData("0000-W01", HttpStatusCode.UnprocessableEntity)]
    [InlineData("last", HttpStatusCode.BadRequest)]
    public async Task A_week_is_one_of_the_calendar(string week, HttpStatusCode status)
    {
        using var coach = service.Client(CallerKinds.Coach);

        Assert.Equal(status, (await coach.GetAsync($"v1/client-time?week={week}&limit=1")).StatusCode);
    }

    [Fact]
    public async Task An_area_is_given_shown_filtered_by_inherited_and_announced()
    {
        var area = $"area-{Guid.NewGuid():N}"[..20];
        using var office = service.Client(CallerKinds.BackOffice);
        var members = Enumerable.Range(0, 2).Select(_ => Guid.CreateVersion7()).ToArray();
        var founded = await (await office.PostAsJsonAsync("v1/teams", new { name = "West", area })).IdAsync();
        var placed = await service.FoundTeamAsync(members);

        await (await office.PutAsJsonAsync($"v1/teams/{placed}/area", new { area })).ExpectAsync(HttpStatusCode.NoContent);
        await (await office.PutAsJsonAsync($"v1/teams/{placed}/area", new { area })).ExpectAsync(HttpStatusCode.NoContent); // the same once more announces nothing
        using var nurse = service.Client(CallerKinds.Professional, members[0]);
        var split = await (await nurse.PostAsJsonAsync($"v1/teams/{placed}/splits", new { name = "West 2", personIds = new[] { members[1] } })).IdAsync();

        var listed = (await nurse.GetFromJsonAsync<Page<ListedTeam>>($"v1/teams?area={area}", Answers.Json))!.Items;
        Assert.Equal(new[] { founded, placed, split }.Order(), listed.Select(team => team.Id).Order());
        Assert.Equal(area, (await nurse.GetFromJsonAsync<ShownTeam>($"v1/teams/{split}", Answers.Json))!.Area);
        var announced = (await service.AnnouncedAsync<TeamPlaced>()).Where(e => e.Area == area).ToList();
        Assert.Equal([new(founded, 1, area), new(placed, 4, area), new(split, 1, area)], announced);
        Assert.Contains(new TeamPlaced(placed, 1, null), await service.AnnouncedAsync<TeamPlaced>());
        await (await nurse.PutAsJsonAsync($"v1/teams/{placed}/area", new { area })).ExpectAsync(HttpStatusCode.Forbidden);
        await (await office.PutAsJsonAsync($"v1/teams/{Guid.CreateVersion7()}/area", new { area })).ExpectAsync(HttpStatusCode.NotFound);
        await (await office.PutAsJsonAsync($"v1/teams/{placed}/area", new { area = "Not a slug" })).ExpectAsync(HttpStatusCode.BadRequest);
    }

    private async Task MembersSinceAsync(Guid teamId, DateOnly? since)
    {
        await using var update = service.Database.CreateCommand("UPDATE team_members SET since = $2 WHERE team_id = $1");
        update.Parameters.AddWithValue(teamId);
        update.Parameters.AddWithValue((object?)since ?? DBNull.Value);
        await update.ExecuteNonQueryAsync();
    }

    private async Task<List<string>> RowsAsync(string sql)
    {
        await using var select = service.Database.CreateCommand(sql);
        await using var reader = await select.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }

    private async Task<ClientTimes> WeeksAsync(Guid teamId, string query) =>
        (await service.Client(CallerKinds.Coach).GetFromJsonAsync<ClientTimes>($"v1/teams/{teamId}/client-time{query}", Answers.Json))!;

    private static DateTimeOffset At(DateOnly day, int hour) => new(day.ToDateTime(new TimeOnly(hour, 0)), TimeSpan.Zero);

    private static Task CareAsync(CareTeam team, DateOnly day, int hour, int minutes) => CompleteAsync(team, At(day, hour), minutes);

    private static async Task CompleteAsync(CareTeam team, DateTimeOffset start, int minutes) =>
        await (await team.CompleteAsync(await team.PlanAsync(start, minutes))).ExpectAsync(HttpStatusCode.NoContent);
}
