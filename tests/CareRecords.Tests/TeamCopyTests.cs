using System.Net;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Features;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class TeamCopyTests(CareRecordsHost service)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task Shuffled_and_doubled_streams_come_to_the_same_team(int seed)
    {
        var (team, stays, leaves, returns) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        object[] stream =
        [
            new TeamMemberJoined(team, 1, stays, "nurse"),
            new TeamMemberJoined(team, 2, leaves, "nurse"),
            new TeamMemberJoined(team, 3, returns, "nursing-assistant"),
            new TeamMemberLeft(team, 4, leaves),
            new TeamMemberLeft(team, 5, returns),
            new TeamMemberJoined(team, 6, returns, "nurse"),
        ];
        var shuffled = stream.Concat(stream).ToArray();
        new Random(seed).Shuffle(shuffled);

        foreach (var @event in shuffled)
            await HandleAsync(@event);

        Assert.Equal(string.Join(' ', new[] { $"{stays}:nurse", $"{returns}:nurse" }.Order(StringComparer.Ordinal)), await service.ScalarAsync<string>(
            $"SELECT string_agg(person_id || ':' || qualification, ' ' ORDER BY person_id::text) FROM team_members WHERE team_id = '{team}' AND is_member"));
    }

    [Fact]
    public async Task Who_left_the_team_no_longer_sees_its_clients()
    {
        var (team, person) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await service.JoinAsync(team, person, "nurse");
        using var nurse = service.Client(CallerKinds.Professional, person);
        var id = (await nurse.PostAsync("v1/clients", service.Admission(team: team), HttpStatusCode.Created)).Id();
        await nurse.GetAsync($"v1/clients/{id}", HttpStatusCode.OK);

        await service.PublishAsync(new TeamMemberLeft(team, 2, person));

        await Eventually.TrueAsync(async () => (await nurse.GetAsync($"v1/clients/{id}")).StatusCode is HttpStatusCode.NotFound, "the nurse to be outside");
    }

    private async Task HandleAsync(object @event)
    {
        await using var scope = service.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<CareRecordsDb>();
        await (@event is TeamMemberJoined joined
            ? KeepMemberWhenTeamMemberJoined.Handle(joined, db, CancellationToken.None)
            : ForgetMemberWhenTeamMemberLeft.Handle((TeamMemberLeft)@event, db, CancellationToken.None));
    }
}
