using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Buurtzorg.Local.Demo.Seed;

/// <summary>
/// Brings the demo neighbourhood to life through the platform's own API, as its personas would. It may be interrupted and run
/// again: its month and the seed of its keys are on disk before the first call, so a repeated call has no second effect.
/// </summary>
internal sealed class NeighbourhoodLoader(DemoPlaces places, IProgress<SeedProgress> progress) : IDisposable
{
    private const int AtOnce = 12;

    private readonly PlatformClient _platform = new(places.Gateway, new Patience(_ => { }));
    private readonly ConcurrentDictionary<SeededTeam, Guid> _teams = [];
    private readonly SeedNote _note = SeedNote.In(places.Folder);

    /// <summary>False when the neighbourhood was there already.</summary>
    public async Task<bool> LoadAsync(CancellationToken ct)
    {
        var there = (await _platform.SendAsync(Call.Get(Persona.BackOffice, "scheduling/v1/teams?limit=200"), ct)).Items.Count > 0;
        if (there && _note.State is null or SeedState.Loaded) return false;
        if (!there) _note.Begin(Months.Previous(TimeProvider.System));

        await Task.WhenAll(Neighbourhood.Paper.Teams.Select(team => FoundAsync(team, ct)));
        var clients = await AdmitAsync(ct);
        var visits = await PlanAsync(clients, ct);
        await CompleteAsync(visits, ct);
        await AssessAsync(clients, ct);
        _note.Finish();
        return true;
    }

    private async Task FoundAsync(SeededTeam team, CancellationToken ct)
    {
        var id = _teams[team] = (await DoAsync(Call.Post(Persona.BackOffice, "scheduling/v1/teams", new { name = team.Name, area = team.Area }), $"team/{team.Name}", ct)).Id;
        for (var index = 0; index < team.Members.Count; index++)
        {
            progress.Report(new("founding the teams", index, team.Members.Count));
            var member = new { personId = team.Members[index].PersonId, qualification = SeededTeam.Qualification(index), contractedMinutesPerWeek = 960 };
            await DoAsync(Call.Post(index == 0 ? Persona.BackOffice : team.First, $"scheduling/v1/teams/{id}/members", member), $"member/{team.Name}/{index}", ct);
        }
    }

    private async Task<Dictionary<SeededClient, Guid>> AdmitAsync(CancellationToken ct)
    {
        var admitted = new Dictionary<SeededClient, Guid>();
        var all = Neighbourhood.Paper.Teams.SelectMany(team => team.Clients.Select(client => (team, client))).ToArray();
        await ForEachAsync(all, "admitting clients", async one =>
        {
            var (team, client) = one;
            // The team's members reach care-records by an event: until it is there the nurse is refused.
            var reply = await SettledAsync(Call.Post(team.First, "care-records/v1/clients", new
            {
                bsn = client.Bsn,
                initials = client.Initials,
                familyName = client.FamilyName,
                dateOfBirth = client.DateOfBirth,
                sex = client.Sex,
                address = new { street = client.Street, houseNumber = $"{client.HouseNumber}", postcode = $"{9900 + client.Number % 100}ZZ", city = "Zonderwijk" },
                teamId = _teams[team],
                personId = client.IsPersona ? Persona.Client.PersonId : (Guid?)null,
                admittedOn = _note.Month.First,
                identityCheckedOn = _note.Month.First,
            }), $"client/{client.Number}", ct);
            if (client.IsPersona) await LetSeeAsync(team.First, reply.Id, ct);
            lock (admitted) admitted[client] = reply.Id;
        }, ct);
        return admitted;
    }

    private async Task LetSeeAsync(Persona nurse, Guid client, CancellationToken ct)
    {
        var path = $"care-records/v1/clients/{client}";
        foreach (var person in new[] { Persona.Daughter, Persona.Neighbour })
            await DoAsync(Call.Post(nurse, $"{path}/network", new { name = person.Called, relation = person.Name, personId = person.PersonId }), $"network/{person.Name}", ct);
        await DoAsync(Call.Put(Persona.Client, $"{path}/access-rules/{Persona.Daughter.PersonId}", new { decision = "granted", scopes = new[] { "schedule" } }), "rule/daughter", ct);
        await DoAsync(Call.Put(Persona.Client, $"{path}/access-rules/{Persona.Neighbour.PersonId}", new { decision = "refused" }), "rule/neighbour", ct);
    }

    private async Task<List<(Persona Carer, Guid Visit)>> PlanAsync(Dictionary<SeededClient, Guid> clients, CancellationToken ct)
    {
        var visits = new List<(Persona, Guid)>();
        await ForEachAsync([.. clients], "planning visits", async seeded =>
        {
            var client = seeded.Key;
            var reply = await SettledAsync(Call.Post(client.Carer, "scheduling/v1/visit-series", new
            {
                clientId = seeded.Value,
                carerId = client.Carer.PersonId,
                service = client.Service,
                weekdays = client.Weekdays,
                localStart = client.Start.ToString("HH:mm"),
                minutes = client.Minutes,
                firstDate = _note.Month.First,
                lastDate = _note.Month.Last,
            }), $"visits/{client.Number}", ct);
            lock (visits) visits.AddRange(reply.Json["ids"]!.AsArray().Select(id => (client.Carer, id!.GetValue<Guid>())));
        }, ct);
        return visits;
    }

    private Task CompleteAsync(List<(Persona Carer, Guid Visit)> visits, CancellationToken ct) =>
        ForEachAsync(visits, "completing visits",
            visit => DoAsync(Call.Post(visit.Carer, $"scheduling/v1/visits/{visit.Visit}/completion", new { }), $"completed/{visit.Visit}", ct), ct);

    private Task AssessAsync(Dictionary<SeededClient, Guid> clients, CancellationToken ct) =>
        ForEachAsync([.. clients.Where(seeded => seeded.Key.Number % 10 == 0)], "assessing clients", async seeded =>
        {
            var path = $"care-records/v1/clients/{seeded.Value}";
            await DoAsync(Call.Post(seeded.Key.Carer, $"{path}/assessments", SeededRecord.Assessment(seeded.Key, _note.Month)), $"assessment/{seeded.Key.Number}", ct);
            await DoAsync(Call.Put(seeded.Key.Carer, $"{path}/care-plan", SeededRecord.Plan(seeded.Key, _note.Month)), $"plan/{seeded.Key.Number}", ct);
        }, ct);

    private async Task ForEachAsync<T>(IReadOnlyCollection<T> all, string what, Func<T, Task> each, CancellationToken ct)
    {
        var done = 0;
        await Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (item, _) =>
        {
            await each(item);
            progress.Report(new(what, Interlocked.Increment(ref done), all.Count));
        });
    }

    private async Task<Reply> DoAsync(Call call, string name, CancellationToken ct)
    {
        var reply = await _platform.SendAsync(Keyed(call, name), ct);
        return reply.Succeeded ? reply : throw Unexpected(call, reply);
    }

    /// <summary>Something that an event must have reached first: asked again for a minute while it is refused.</summary>
    private async Task<Reply> SettledAsync(Call call, string name, CancellationToken ct)
    {
        var since = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var reply = await _platform.SendAsync(Keyed(call, name), ct);
            if (reply.Succeeded) return reply;
            if (reply.Status is not (403 or 404 or 409 or 422) || TimeProvider.System.GetElapsedTime(since) > TimeSpan.FromMinutes(1)) throw Unexpected(call, reply);
            await Task.Delay(50, ct);
        }
    }

    private Call Keyed(Call call, string name) =>
        call with { Key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_note.Seed}/{name}"))[..16]) };

    private static StoryException Unexpected(Call call, Reply reply) =>
        new($"The demo neighbourhood could not be loaded: {call.Method} /{call.Path} answered {reply.Status}: {reply.Detail}");

    public void Dispose() => _platform.Dispose();
}
