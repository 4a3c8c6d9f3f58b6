using System.Net;
using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.StaffWellbeing.Tests.Api;

/// <summary>A service of its own, since a month is fixed for the whole install.</summary>
public sealed class SicknessRateTests
{
    [Fact]
    public async Task A_month_is_fixed_once_for_every_group_of_five_and_the_whole()
    {
        await using var service = new PulseFixture();
        await service.InitializeAsync();
        var (team, small) = (await service.ATeamAsync(5), await service.ATeamAsync(3));
        // Known here since long ago, so that the whole month counts; it is not over, so that the service has not fixed it by itself.
        var month = PulseFixture.Month;
        await ExecuteAsync(service, $"UPDATE membership_changes SET day = '{month.AddMonths(-1):yyyy-MM-dd}'");
        var (first, days) = (month.DayNumber - ATeam.Today.DayNumber, DateTime.DaysInMonth(month.Year, month.Month));
        var sick = await team.AwayAsync(first, first + days, sickLeave: true);
        await team.AwayAsync(first, first + days, sickLeave: false, member: 1);
        await team.AwayAsync(first, first + days, member: 2);
        Assert.Empty((await RatesAsync(service, "v1/sickness-rates")).Items);

        await RunAsync(service, month.AddMonths(1).AddDays(6)); // the seventh: not yet
        Assert.Empty((await RatesAsync(service, "v1/sickness-rates")).Items);
        await RunAsync(service, month.AddMonths(1).AddDays(7));
        var line = (await RatesAsync(service, $"v1/teams/{team.Id}/sickness-rates")).Items.Single();
        Assert.Equal((Months.Say(month), team.Id, 5, 20m), (line.Month, line.TeamId, line.People, line.Percent));
        Assert.Empty((await RatesAsync(service, $"v1/teams/{small.Id}/sickness-rates")).Items);
        var whole = await RatesAsync(service, "v1/sickness-rates");
        Assert.Equal((null, 5, 20m), (whole.Items.Single().TeamId, whole.Items.Single().People, whole.Items.Single().Percent));
        Assert.Equal(4, whole.Reference.Percent);

        // What is told later changes nothing: two figures of a month would show somebody by subtraction.
        await (await team.As(0).PutAsJsonAsync($"v1/absences/{sick}/sick-leave", new { sickLeave = false })).ExpectAsync(HttpStatusCode.NoContent);
        await RunAsync(service, month.AddMonths(1).AddDays(9));
        Assert.Equal(20m, (await RatesAsync(service, $"v1/teams/{team.Id}/sickness-rates")).Items.Single().Percent);
    }

    [Fact]
    public async Task Hours_that_change_and_members_who_leave_count_for_their_days()
    {
        await using var service = new PulseFixture();
        await service.InitializeAsync();
        var team = await service.ATeamAsync(6, minutes: 1000);
        var month = PulseFixture.Month;
        await ExecuteAsync(service, $"UPDATE membership_changes SET day = '{month.AddMonths(-1):yyyy-MM-dd}'");
        await service.TellAsync(new TeamMemberLeft(team.Id, 20, team.Members[5]));
        await service.TellAsync(new TeamMemberJoined(team.Id, 21, team.Members[0], "nurse", 2000));
        await ExecuteAsync(service, $"UPDATE membership_changes SET day = '{month:yyyy-MM-dd}' WHERE version >= 20");
        await team.AwayAsync(month.DayNumber - ATeam.Today.DayNumber, month.AddMonths(1).DayNumber - ATeam.Today.DayNumber, sickLeave: true);

        await RunAsync(service, month.AddMonths(1).AddDays(7));

        Assert.Equal(33.5m, (await RatesAsync(service, $"v1/teams/{team.Id}/sickness-rates")).Items.Single().Percent); // 2000 of 2000 + 4 x 1000
    }

    [Fact]
    public async Task Absences_are_forgotten_two_years_after_they_are_over()
    {
        await using var service = new PulseFixture();
        await service.InitializeAsync();
        var team = await service.ATeamAsync();
        var (old, lasting) = (await team.AwayAsync(-20, -10), await team.AwayAsync(-60, -50, member: 1));
        await (await team.As(1).PutAsync($"v1/absences/{lasting}/return", new { steps = new[] { new { from = ATeam.Today.AddDays(-50), percent = 50 } } }, 1)).ExpectAsync(HttpStatusCode.NoContent);

        await RunAsync(service, ATeam.Today.AddDays(-10).AddYears(2));
        await (await team.As(0).GetAsync($"v1/absences/{old}")).ExpectAsync(HttpStatusCode.OK);
        await RunAsync(service, ATeam.Today.AddDays(-9).AddYears(2));

        await (await team.As(0).GetAsync($"v1/absences/{old}")).ExpectAsync(HttpStatusCode.NotFound);
        await (await team.As(1).GetAsync($"v1/absences/{lasting}")).ExpectAsync(HttpStatusCode.OK);
    }

    private static async Task RunAsync(StaffWellbeingFixture service, DateOnly today)
    {
        await using var scope = service.Services.CreateAsyncScope();
        await FixFigures.RunAsync(scope.ServiceProvider, today, CancellationToken.None);
    }

    private static async Task ExecuteAsync(StaffWellbeingFixture service, string sql)
    {
        await using var command = service.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static Task<SicknessRateTable> RatesAsync(StaffWellbeingFixture service, string address) => service.Client(CallerKinds.Coach).GetAsync<SicknessRateTable>(address);
}
