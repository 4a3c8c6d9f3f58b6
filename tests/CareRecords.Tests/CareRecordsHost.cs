using System.Net;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.CareRecords.Tests;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Testing;
using Xunit;

[assembly: AssemblyFixture(typeof(CareRecordsHost))]

namespace Buurtzorg.CareRecords.Tests;

/// <summary>The service with two teams, Oost and West; each test admits clients of its own.</summary>
public sealed class CareRecordsHost : ServiceFixture<Program>
{
    private static int _bsn = 999900005;

    public Guid Oost { get; } = Guid.CreateVersion7();
    public Guid West { get; } = Guid.CreateVersion7();
    public Guid DistrictNurseId { get; } = Guid.CreateVersion7();
    public HttpClient DistrictNurse => Client(CallerKinds.Professional, DistrictNurseId);
    public HttpClient Assistant { get; private set; } = null!;
    public HttpClient NurseOfWest { get; private set; } = null!;
    public HttpClient Scheduling => ServiceClient("scheduling");
    public HttpClient Billing => ServiceClient("billing");

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await JoinAsync(Oost, DistrictNurseId, "district-nurse");
        Assistant = Client(CallerKinds.Professional, await JoinAsync(Oost, Guid.CreateVersion7(), "nursing-assistant"));
        NurseOfWest = Client(CallerKinds.Professional, await JoinAsync(West, Guid.CreateVersion7(), "nurse"));
    }

    public async Task<Guid> JoinAsync(Guid team, Guid person, string qualification)
    {
        await PublishAsync(new TeamMemberJoined(team, 1, person, qualification));
        await Eventually.TrueAsync(async () => await ScalarAsync<long>($"SELECT count(*) FROM team_members WHERE team_id = '{team}' AND person_id = '{person}'") == 1, "the member to be known");
        return person;
    }

    public static string NewBsn()
    {
        string bsn;
        do bsn = Interlocked.Increment(ref _bsn).ToString(System.Globalization.CultureInfo.InvariantCulture);
        while (!BsnAttribute.Passes(bsn));
        return bsn;
    }

    public object Admission(string? bsn = null, Guid? person = null, Guid? team = null) => new
    {
        bsn = bsn ?? NewBsn(),
        initials = "T.E.",
        familyName = "Voorbeeldsma",
        dateOfBirth = "1941-05-17",
        sex = "female",
        address = new { street = "Proefweg", houseNumber = "12b", postcode = "9999 XK", city = "Verzonnen" },
        teamId = team ?? Oost,
        personId = person,
        admittedOn = "2026-10-01",
        identityCheckedOn = "2026-10-01",
    };

    public async Task<AClient> AdmitAsync()
    {
        var person = Guid.CreateVersion7();
        var made = await DistrictNurse.PostAsync("v1/clients", Admission(person: person), HttpStatusCode.Created);
        return new(made.Id(), person, Client(CallerKinds.Citizen, person));
    }

    /// <summary>Somebody of the client's network, with a login.</summary>
    public async Task<(Guid Id, HttpClient Http)> KnowAsync(AClient client, string name, string relation, bool representative = false)
    {
        var person = Guid.CreateVersion7();
        await DistrictNurse.PostAsync($"v1/clients/{client.Id}/network", new { name, relation, personId = person, representative }, HttpStatusCode.Created);
        return (person, Client(CallerKinds.Citizen, person));
    }

    public async Task<List<string>> WordsAsync(AClient client) =>
        [.. (await client.Http.GetAsync($"v1/clients/{client.Id}/access-log", HttpStatusCode.OK)).Items().Select(entry => entry.Text("words"))];

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

public sealed record AClient(Guid Id, Guid PersonId, HttpClient Http);
