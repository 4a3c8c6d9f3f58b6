using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.Scheduling.Tests;

public sealed class AnnounceTeamsTests
{
    [Fact]
    public async Task Teams_are_announced_once_more_for_a_service_that_came_later()
    {
        await using var service = new SchedulingFixture(); // of its own, since the versions of all teams rise
        await service.InitializeAsync();
        var members = new[] { Guid.CreateVersion7(), Guid.CreateVersion7() };
        var teamId = await service.FoundTeamAsync(members);
        await using var scope = service.Services.CreateAsyncScope();

        Assert.Equal(0, await AnnounceTeams.Run(scope.ServiceProvider.GetRequiredService<SchedulingDb>(), CancellationToken.None));

        Assert.Contains(new TeamPlaced(teamId, 4, null), await service.AnnouncedAsync<TeamPlaced>());
        var announced = (await service.AnnouncedAsync<TeamMemberJoined>()).Where(e => e.TeamId == teamId && e.Version > 4).ToList();
        Assert.Equal([5, 6], announced.Select(e => e.Version).Order());
        Assert.Equal(members.Order(), announced.Select(e => e.PersonId).Order());
        Assert.All(announced, e => Assert.Equal(1440, e.ContractedMinutesPerWeek));
    }
}
