using System.Net;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.CareRecords;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class SharingTests(CareRecordsHost service)
{
    [Fact]
    public async Task The_client_switches_sharing_off_and_on_and_each_change_is_announced_once()
    {
        var client = await service.AdmitAsync();
        var sharing = $"v1/clients/{client.Id}/sharing";
        Assert.True((await client.Http.GetAsync(sharing, HttpStatusCode.OK)).GetProperty("shares").GetBoolean());

        foreach (var shares in (bool[])[true, false, false, true])
            await client.Http.PutAsync(sharing, new { shares }, HttpStatusCode.NoContent);

        Assert.Equal([new(client.Id, 1, service.Oost, false), new(client.Id, 2, service.Oost, true)], (await service.AnnouncedAsync<SharingChanged>()).Where(changed => changed.ClientId == client.Id));
        var words = await service.WordsAsync(client);
        Assert.Equal(2, words.Count(line => line == "You changed your choice about sharing"));
        Assert.Contains("You looked at your choice about sharing", words);
    }

    [Fact]
    public async Task The_representative_decides_too_and_the_team_only_looks()
    {
        var client = await service.AdmitAsync();
        var representative = await service.KnowAsync(client, "Wiebe", "brother", representative: true);
        var sharing = $"v1/clients/{client.Id}/sharing";

        await service.DistrictNurse.PutAsync(sharing, new { shares = false }, HttpStatusCode.NotFound);
        Assert.True((await service.DistrictNurse.GetAsync(sharing, HttpStatusCode.OK)).GetProperty("shares").GetBoolean());
        await representative.Http.PutAsync(sharing, new { shares = false }, HttpStatusCode.NoContent);

        Assert.False((await service.DistrictNurse.GetAsync(sharing, HttpStatusCode.OK)).GetProperty("shares").GetBoolean());
        await service.NurseOfWest.GetAsync(sharing, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_decision_about_access_is_announced_when_it_changes_something_and_names_nobody()
    {
        var client = await service.AdmitAsync();
        var rule = $"v1/clients/{client.Id}/access-rules/{Guid.CreateVersion7()}";
        var granted = new { decision = "granted", scopes = (string[])["schedule"] };

        await client.Http.PutAsync(rule, granted, HttpStatusCode.NoContent);
        await client.Http.PutAsync(rule, granted, HttpStatusCode.NoContent);
        await client.Http.PutAsync(rule, new { decision = "granted", scopes = (string[])["schedule", "record"] }, HttpStatusCode.NoContent);
        await client.Http.DeleteAsync(rule, HttpStatusCode.NoContent);
        await client.Http.DeleteAsync(rule, HttpStatusCode.NoContent);

        Assert.Equal([1, 2, 3], (await service.AnnouncedAsync<AccessChanged>()).Where(changed => changed.ClientId == client.Id).Select(changed => changed.Version));
    }

    [Fact]
    public async Task A_system_of_another_organisation_sees_what_the_client_grants_it()
    {
        var client = await service.AdmitAsync();
        var integratorId = Guid.CreateVersion7();
        using var integrator = service.Client(CallerKinds.Integrator, integratorId);
        await integrator.GetAsync($"v1/clients/{client.Id}", HttpStatusCode.NotFound);

        await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{integratorId}", new { decision = "granted", scopes = (string[])["record"] }, HttpStatusCode.NoContent);

        await integrator.GetAsync($"v1/clients/{client.Id}/sharing", HttpStatusCode.OK);
        await integrator.GetAsync($"v1/clients/{client.Id}/access-rules", HttpStatusCode.NotFound);
        Assert.Contains("A system of another organisation looked at your choice about sharing", await service.WordsAsync(client));
    }
}
