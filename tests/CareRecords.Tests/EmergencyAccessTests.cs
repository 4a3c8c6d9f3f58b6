using System.Net;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.CareRecords;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class EmergencyAccessTests(CareRecordsHost service)
{
    private static readonly object Reason = new { reason = "Found on the floor by our evening round." };

    [Fact]
    public async Task An_emergency_opens_the_record_with_a_reason_and_is_seen_by_the_team_and_the_client_at_once()
    {
        var client = await service.AdmitAsync();
        await service.NurseOfWest.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.NotFound);

        var given = await service.NurseOfWest.PostAsync($"v1/clients/{client.Id}/emergency-accesses", Reason, HttpStatusCode.Created);

        Assert.True(given.GetProperty("until").GetDateTimeOffset() > DateTimeOffset.UtcNow);
        await service.NurseOfWest.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.OK);
        await service.NurseOfWest.PostAsync($"v1/clients/{client.Id}/indications", new { minutesPerWeek = 60, from = "2026-10-01", motivation = "Not hers to say." }, HttpStatusCode.NotFound);
        var announced = Assert.Single(await service.AnnouncedAsync<EmergencyAccessOpened>(), opened => opened.ClientId == client.Id);
        Assert.Equal((2, given.Id()), (announced.Version, announced.EmergencyAccessId));
        var seen = (await service.Assistant.GetAsync($"v1/teams/{service.Oost}/emergency-accesses?limit=200", HttpStatusCode.OK)).Items();
        Assert.Equal("Found on the floor by our evening round.", seen.Single(access => access.Id() == given.Id()).Text("reason"));
        Assert.Contains("A professional from outside your team, in an emergency, opened your record", await service.WordsAsync(client));
        Assert.Contains("A professional from outside your team, in an emergency, looked at your record", await service.WordsAsync(client));
    }

    [Fact]
    public async Task Two_emergencies_at_once_both_open_and_count_on()
    {
        var client = await service.AdmitAsync();
        using var other = service.Client(CallerKinds.Professional);

        await Task.WhenAll(
            service.NurseOfWest.PostAsync($"v1/clients/{client.Id}/emergency-accesses", Reason, HttpStatusCode.Created),
            other.PostAsync($"v1/clients/{client.Id}/emergency-accesses", Reason, HttpStatusCode.Created));

        Assert.Equal([2, 3], (await service.AnnouncedAsync<EmergencyAccessOpened>()).Where(opened => opened.ClientId == client.Id).Select(opened => opened.Version).Order());
    }

    [Fact]
    public async Task Only_a_professional_from_outside_whom_the_client_has_not_refused_opens_one()
    {
        var client = await service.AdmitAsync();
        var (refused, address) = (Guid.CreateVersion7(), $"v1/clients/{client.Id}/emergency-accesses");
        await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{refused}", new { decision = "refused" }, HttpStatusCode.NoContent);

        await service.Client(CallerKinds.Professional, refused).PostAsync(address, Reason, HttpStatusCode.NotFound);
        await service.Client(CallerKinds.Citizen).PostAsync(address, Reason, HttpStatusCode.NotFound);
        Assert.Equal("already-in-the-team", (await service.Assistant.PostAsync(address, Reason, HttpStatusCode.Conflict)).Code());
        await service.NurseOfWest.PostAsync(address, new { reason = "help" }, HttpStatusCode.BadRequest);
        await service.NurseOfWest.PostAsync($"v1/clients/{Guid.CreateVersion7()}/emergency-accesses", Reason, HttpStatusCode.NotFound);

        Assert.Contains("A professional from outside your team tried to open your record as an emergency and was refused", await service.WordsAsync(client));
    }

    [Fact]
    public async Task The_same_key_opens_one()
    {
        var (client, key) = (await service.AdmitAsync(), Guid.NewGuid().ToString());

        var first = await service.NurseOfWest.PostAsync($"v1/clients/{client.Id}/emergency-accesses", Reason, HttpStatusCode.Created, key);

        Assert.Equal(first.Id(), (await service.NurseOfWest.PostAsync($"v1/clients/{client.Id}/emergency-accesses", Reason, HttpStatusCode.Created, key)).Id());
        Assert.Single(await service.AnnouncedAsync<EmergencyAccessOpened>(), opened => opened.ClientId == client.Id);
    }

    [Fact]
    public async Task A_team_sees_its_own_only() =>
        await service.NurseOfWest.GetAsync($"v1/teams/{service.Oost}/emergency-accesses", HttpStatusCode.Forbidden);
}
