using System.Net;
using System.Security.Cryptography;
using System.Text;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.CareRecords;
using Xunit;

namespace Buurtzorg.CareRecords.Tests;

public sealed class AdmitClientTests(CareRecordsHost service)
{
    [Fact]
    public async Task A_member_of_the_team_admits_a_client_and_shows_them()
    {
        var id = (await service.DistrictNurse.PostAsync("v1/clients", service.Admission(), HttpStatusCode.Created)).Id();

        var client = await service.Assistant.GetAsync($"v1/clients/{id}", HttpStatusCode.OK);

        Assert.Equal("Voorbeeldsma", client.Text("familyName"));
        Assert.Equal("12b", client.GetProperty("address").Text("houseNumber"));
        Assert.False(client.TryGetProperty("bsn", out _));
    }

    [Fact]
    public async Task The_admission_is_announced_with_the_pseudonym_of_the_number_and_no_name()
    {
        var bsn = CareRecordsHost.NewBsn();
        var id = (await service.DistrictNurse.PostAsync("v1/clients", service.Admission(bsn), HttpStatusCode.Created)).Id();

        var announced = Assert.Single(await service.AnnouncedAsync<ClientAdmitted>(), admitted => admitted.ClientId == id);

        var pseudonym = Convert.ToBase64String(HMACSHA256.HashData(new byte[32], Encoding.ASCII.GetBytes(bsn)));
        Assert.Equal(new ClientAdmitted(id, 1, service.Oost, pseudonym, new DateOnly(2026, 10, 1)), announced);
    }

    [Fact]
    public async Task Names_and_numbers_are_encrypted_at_rest()
    {
        var bsn = CareRecordsHost.NewBsn();
        await service.DistrictNurse.PostAsync("v1/clients", service.Admission(bsn), HttpStatusCode.Created);

        foreach (var secret in (string[])[bsn, "Voorbeeldsma", "Proefweg"])
        {
            Assert.Equal(0, await service.ScalarAsync<long>($"SELECT count(*) FROM clients WHERE position('{secret}'::bytea IN sealed_identity) > 0"));
            Assert.Equal(0, await service.ScalarAsync<long>($"SELECT count(*) FROM platform.outbox WHERE body::text LIKE '%{secret}%'"));
        }
    }

    [Fact]
    public async Task The_same_key_with_the_same_request_admits_once_and_with_another_is_refused()
    {
        var (key, admission) = (Guid.NewGuid().ToString(), service.Admission());
        var first = await service.DistrictNurse.PostAsync("v1/clients", admission, HttpStatusCode.Created, key);

        Assert.Equal(first.Id(), (await service.DistrictNurse.PostAsync("v1/clients", admission, HttpStatusCode.Created, key)).Id());
        Assert.Equal("idempotency-key-reused", (await service.DistrictNurse.PostAsync("v1/clients", service.Admission(), HttpStatusCode.UnprocessableEntity, key)).Code());
        Assert.Equal(1, await service.ScalarAsync<long>($"SELECT count(*) FROM access_entries WHERE client_id = '{first.Id()}'"));
    }

    [Fact]
    public async Task Somebody_in_care_is_not_admitted_again_and_the_attempt_is_in_their_log()
    {
        var (bsn, person) = (CareRecordsHost.NewBsn(), Guid.CreateVersion7());
        var id = (await service.DistrictNurse.PostAsync("v1/clients", service.Admission(bsn, person), HttpStatusCode.Created)).Id();

        var refusal = await service.NurseOfWest.PostAsync("v1/clients", service.Admission(bsn, team: service.West), HttpStatusCode.Conflict, Guid.NewGuid().ToString());

        Assert.Equal("already-in-care", refusal.Code());
        Assert.Contains("A professional from outside your team tried to record your admission again and was refused",
            await service.WordsAsync(new(id, person, service.Client(CallerKinds.Citizen, person))));
    }

    [Fact]
    public async Task Two_admissions_of_one_person_at_once_make_one_client()
    {
        var admission = service.Admission();
        using var first = service.DistrictNurse;

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => first.PostAsJson("v1/clients", admission)));

        Assert.Single(answers, HttpStatusCode.Created);
        Assert.Equal(5, answers.Count(status => status is HttpStatusCode.Conflict));
    }

    [Fact]
    public async Task Only_a_member_admits_to_a_team()
    {
        Assert.Equal("not-your-team", (await service.NurseOfWest.PostAsync("v1/clients", service.Admission(), HttpStatusCode.Forbidden)).Code());
        Assert.Equal("not-your-team", (await service.DistrictNurse.PostAsync("v1/clients", service.Admission(team: Guid.CreateVersion7()), HttpStatusCode.Forbidden)).Code());
        await service.Client(CallerKinds.Citizen).PostAsync("v1/clients", service.Admission(), HttpStatusCode.Forbidden);
        await service.Client(CallerKinds.Coach).PostAsync("v1/clients", service.Admission(), HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task What_is_malformed_is_named_field_by_field()
    {
        var problem = await service.DistrictNurse.PostAsync("v1/clients", new
        {
            bsn = "123456789",
            initials = "",
            familyName = "Voorbeeldsma",
            dateOfBirth = "1941-05-17",
            sex = "female",
            address = new { street = "", houseNumber = "1", postcode = "9999 XK", city = "Verzonnen" },
            teamId = service.Oost,
            admittedOn = "2026-10-01",
            identityCheckedOn = "2026-10-01",
        }, HttpStatusCode.BadRequest);

        Assert.Equal(["address.street", "bsn", "initials"], problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order());
        Assert.DoesNotContain("123456789", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{", "malformed")]
    [InlineData("""{"bsn": 999900006}""", "a wrong type")]
    [InlineData("""{"bsn": "999900006", "nickname": "Bep"}""", "an unknown field")]
    public async Task What_cannot_be_read_is_refused(string body, string what)
    {
        Assert.NotEmpty(what);
        await service.DistrictNurse.PostAsync("v1/clients", body, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Dates_in_the_future_are_refused_all_at_once()
    {
        var body = System.Text.Json.JsonSerializer.SerializeToNode(service.Admission())!;
        foreach (var date in (string[])["dateOfBirth", "admittedOn", "identityCheckedOn"]) body[date] = "2999-01-01";

        Assert.Equal(["dateOfBirth", "admittedOn", "identityCheckedOn"],
            (await service.DistrictNurse.PostAsync("v1/clients", body, HttpStatusCode.UnprocessableEntity)).Faults());
    }

    [Fact]
    public async Task A_team_lists_its_clients_page_by_page_and_each_reads_it_in_their_log()
    {
        var team = Guid.CreateVersion7();
        using var nurse = service.Client(CallerKinds.Professional, await service.JoinAsync(team, Guid.CreateVersion7(), "nurse"));
        var person = Guid.CreateVersion7();
        List<Guid> admitted = [];
        for (var i = 0; i < 3; i++)
            admitted.Add((await nurse.PostAsync("v1/clients", service.Admission(team: team, person: person), HttpStatusCode.Created)).Id());

        var first = await nurse.GetAsync($"v1/clients?teamId={team}&limit=2", HttpStatusCode.OK);
        var second = await nurse.GetAsync($"v1/clients?teamId={team}&limit=2&after={first.Text("next")}", HttpStatusCode.OK);

        Assert.Equal(admitted, first.Items().Concat(second.Items()).Select(client => client.Id()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, second.GetProperty("next").ValueKind);
        Assert.Contains("A member of your team looked at your place in the list", await service.WordsAsync(new(admitted[0], person, service.Client(CallerKinds.Citizen, person))));
        await service.NurseOfWest.GetAsync($"v1/clients?teamId={team}", HttpStatusCode.Forbidden);
    }
}
