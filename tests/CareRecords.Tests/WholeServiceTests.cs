using System.Net;
using Buurtzorg.Contracts;
using Buurtzorg.Testing;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

/// <summary>Restarts the service, so it has a host of its own.</summary>
public sealed class WholeServiceTests(CareRecordsHost service) : IClassFixture<CareRecordsHost>
{
    [Fact]
    public async Task Every_endpoint_refuses_no_token_an_empty_body_and_a_large_one() =>
        Assert.Empty(await EndpointRules.BreachesAsync(service));

    [Fact]
    public async Task The_document_says_the_form_of_every_property_and_what_every_endpoint_is_for()
    {
        using var anonymous = service.AnonymousClient();
        var document = await anonymous.GetAsync("v1/openapi.json", HttpStatusCode.OK);

        Assert.All(document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()), operation => Assert.NotEmpty(operation.Value.Text("summary")));
        var properties = document.GetProperty("components").GetProperty("schemas").EnumerateObject()
            .Where(schema => schema.Value.TryGetProperty("properties", out _))
            .SelectMany(schema => schema.Value.GetProperty("properties").EnumerateObject().Select(property => (Name: $"{schema.Name}.{property.Name}", property.Value)));
        Assert.Empty(properties.Where(property => !property.Value.EnumerateObject().Any()).Select(property => property.Name));
    }

    [Fact]
    public async Task Everything_is_there_after_a_restart()
    {
        var client = await service.AdmitAsync();
        var daughter = await service.KnowAsync(client, "Femke", "daughter");
        await client.Http.PutAsync($"v1/clients/{client.Id}/access-rules/{daughter.Id}", new { decision = "granted", scopes = (string[])["record"] }, HttpStatusCode.NoContent);
        await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/assessments", CareTests.Assessment(), HttpStatusCode.Created);
        await service.DistrictNurse.PostAsync($"v1/clients/{client.Id}/indications", CareTests.Indication(), HttpStatusCode.Created);
        await service.DistrictNurse.PutAsync($"v1/clients/{client.Id}/care-plan", CareTests.Plan(), HttpStatusCode.NoContent);
        await service.NurseOfWest.PostAsync($"v1/clients/{client.Id}/emergency-accesses", new { reason = "Found on the floor." }, HttpStatusCode.Created);
        var before = await service.WordsAsync(client);

        await service.RestartAsync();

        using var clientAgain = service.Client(CallerKinds.Citizen, client.PersonId);
        using var nurse = service.DistrictNurse;
        using var daughterAgain = service.Client(CallerKinds.Citizen, daughter.Id);
        var address = $"v1/clients/{client.Id}";
        Assert.Equal("Voorbeeldsma", (await daughterAgain.GetAsync(address, HttpStatusCode.OK)).Text("familyName"));
        Assert.Single((await nurse.GetAsync($"v1/clients?teamId={service.Oost}", HttpStatusCode.OK)).Items(), item => item.Id() == client.Id);
        foreach (var list in (string[])["network", "assessments", "indications"])
            Assert.Single((await nurse.GetAsync($"{address}/{list}", HttpStatusCode.OK)).Items());
        Assert.Single((await clientAgain.GetAsync($"{address}/access-rules", HttpStatusCode.OK)).Items());
        Assert.Single((await nurse.GetAsync($"v1/teams/{service.Oost}/emergency-accesses", HttpStatusCode.OK)).Items());
        await nurse.GetAsync($"{address}/care-plan", HttpStatusCode.OK);
        Assert.Equal(before, (await service.WordsAsync(client with { Http = clientAgain })).TakeLast(before.Count));
    }
}
