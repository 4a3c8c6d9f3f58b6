using System.Net.Http.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Scheduling.Features;
using Buurtzorg.Scheduling.Tests;
using Buurtzorg.Testing;

[assembly: Xunit.AssemblyFixture(typeof(SchedulingFixture))]

namespace Buurtzorg.Scheduling.Tests;

/// <summary>The service with care-records beside it. Tests run at the same time and never share a team, a client or a carer.</summary>
public sealed class SchedulingFixture : ServiceFixture<Program>
{
    private long _version;

    public SchedulingFixture() => CareRecords = new CareRecordsStub(Stub("care-records"));

    public CareRecordsStub CareRecords { get; }

    public async Task<Guid> FoundTeamAsync(params IEnumerable<Guid> members)
    {
        using var office = Client(CallerKinds.BackOffice);
        var teamId = await (await office.PostAsJsonAsync("v1/teams", new { name = "Oost" })).IdAsync();
        foreach (var personId in members)
            await (await office.PostAsJsonAsync($"v1/teams/{teamId}/members", AMember(personId))).IdAsync();
        return teamId;
    }

    public async Task<Guid> AdmitClientAsync(Guid teamId)
    {
        var clientId = Guid.CreateVersion7();
        await PublishAsync(new ClientAdmitted(clientId, Interlocked.Increment(ref _version), teamId, "hash", new DateOnly(2026, 10, 1)));
        await Eventually.TrueAsync(async () => await TeamOfAsync(clientId) == teamId, "the client to be known");
        return clientId;
    }

    public async Task<Guid?> TeamOfAsync(Guid clientId)
    {
        await using var select = Database.CreateCommand("SELECT team_id FROM clients WHERE id = $1");
        select.Parameters.AddWithValue(clientId);
        return (Guid?)await select.ExecuteScalarAsync();
    }

    /// <summary>A team of two with a client, seen by one of the two.</summary>
    public async Task<CareTeam> ACareTeamAsync()
    {
        var (nurse, colleague) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var teamId = await FoundTeamAsync(nurse, colleague);
        return new CareTeam(teamId, nurse, colleague, await AdmitClientAsync(teamId), Client(CallerKinds.Professional, nurse));
    }

    public static object AMember(Guid personId) => new { personId, qualification = "nurse", contractedMinutesPerWeek = 1440 };
}

public sealed record CareTeam(Guid Id, Guid NurseId, Guid ColleagueId, Guid ClientId, HttpClient Nurse)
{
    /// <summary>Noon, five days ago: what is planned from then on can be completed.</summary>
    public static DateTimeOffset Noon { get; } = new(DateTime.UtcNow.Date.AddDays(-5).AddHours(12), TimeSpan.Zero);

    public object AVisit(DateTimeOffset start, int minutes = 30, Guid? carerId = null, string service = "guidance") => new
    {
        clientId = ClientId,
        carerId = carerId ?? NurseId,
        service,
        plannedStart = start,
        plannedEnd = start.AddMinutes(minutes),
    };

    public async Task<Guid> PlanAsync(DateTimeOffset start, int minutes = 30) =>
        await (await Nurse.PostAsJsonAsync("v1/visits", AVisit(start, minutes))).IdAsync();

    public async Task<ShownVisit> ShowAsync(Guid visitId) =>
        (await Nurse.GetFromJsonAsync<ShownVisit>($"v1/visits/{visitId}", Answers.Json))!;

    public Task<HttpResponseMessage> CompleteAsync(Guid visitId, DateTimeOffset? startedAt = null, DateTimeOffset? endedAt = null) =>
        Nurse.PostAsJsonAsync($"v1/visits/{visitId}/completion", new { startedAt, endedAt });

    public Task<HttpResponseMessage> WithdrawAsync(Guid visitId) => Nurse.PostAsync($"v1/visits/{visitId}/completion/_withdraw", null);

    public Task<HttpResponseMessage> CancelAsync(Guid visitId) => Nurse.PostAsync($"v1/visits/{visitId}/cancellation", null);

    public Task<HttpResponseMessage> MoveAsync(Guid visitId, string? etag, DateTimeOffset start, int minutes = 30)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"v1/visits/{visitId}/time")
        {
            Content = JsonContent.Create(new { plannedStart = start, plannedEnd = start.AddMinutes(minutes) }),
        };
        if (etag is not null)
            request.Headers.Add("If-Match", etag);
        return Nurse.SendAsync(request);
    }
}
