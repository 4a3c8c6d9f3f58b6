using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.EndToEnd.Tests;
using Buurtzorg.EndToEnd.Tests.Telemetry;
using Buurtzorg.Local;
using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Demo.Seed;
using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Reconciliation;
using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Services;
using Buurtzorg.Testing;
using Npgsql;
using Xunit;
using Access = Buurtzorg.Local.Services.Access;
using Persona = Buurtzorg.Local.Demo.Persona;

[assembly: AssemblyFixture(typeof(RunningPlatform))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]
[assembly: CaptureConsole]

namespace Buurtzorg.EndToEnd.Tests;

/// <summary>The whole platform as real processes, two replicas of each service, with a collector of telemetry and the demo neighbourhood.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static readonly string Folder = Path.Combine(Checkout.Root, ".local", "end-to-end");
    private readonly List<string> _said = [];
    private Guid? _clientId;

    internal OtlpReceiver Collector { get; } = new();
    internal Installation Installation { get; private set; } = null!;
    internal PlatformClient Client { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Forget();
        Installation = new Installation(new InstallationOptions(Checkout.Root, Folder)
        {
            Replicas = 2,
            Environment = new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Collector.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "500",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "2000",
            },
        }, Say);
        await Installation.StartAsync(CancellationToken.None);
        Client = new PlatformClient(Installation.Gateway, new Patience(Say));
        using var loader = new NeighbourhoodLoader(Places, new Progress<SeedProgress>());
        await loader.LoadAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (Installation is not null)
            await Installation.DisposeAsync();
        await Collector.DisposeAsync();
        Forget();
    }

    /// <summary>Plays the story of ./dev demo; 0 when it ended as it should.</summary>
    internal Task<int> PlayAsync(CancellationToken cancellation, params string[] args) => DemoCommand.RunAsync(Places, args, cancellation);

    /// <summary>The stories that were begun, oldest first.</summary>
    internal IReadOnlyList<Play> Plays() => [.. new Plays(Places.Folder).All()];

    /// <summary>Waits until every process answers again.</summary>
    internal async Task ReadyAsync()
    {
        foreach (var process in Installation.Processes)
            await Eventually.TrueAsync(() => process.IsReadyAsync(CancellationToken.None), $"{process.Name} to be ready", TimeSpan.FromMinutes(2));
    }

    /// <summary>Waits until nothing travels any more, and compares the tables of who published with those of who reacts.</summary>
    internal async Task ReconcileAsync()
    {
        await using var reconciler = new Reconciler(Installation.Wiring);
        var differences = await reconciler.WaitForAgreementAsync(TimeSpan.FromMinutes(2), CancellationToken.None);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    /// <summary>Plans a visit of nurse-oost to a client of team Oost.</summary>
    internal async Task<Guid> PlanVisitAsync(DateOnly day) => (await PlanVisitsAsync(Client, Persona.Nurse, day))[0];

    /// <summary>Plans a day of sixteen visits of a carer of team Oost to a client of that team.</summary>
    internal async Task<Guid[]> PlanVisitsAsync(PlatformClient client, Persona carer, DateOnly day)
    {
        _clientId ??= await AnyClientOfOostAsync();
        List<Guid> visits = [];
        for (var visit = 0; visit < 16; visit++)
        {
            var start = new DateTimeOffset(day, new TimeOnly(6 + visit / 2, visit % 2 * 30), TimeSpan.Zero);
            var body = new { clientId = _clientId, carerId = carer.PersonId, service = "guidance", plannedStart = start, plannedEnd = start.AddMinutes(25) };
            var reply = await client.SendAsync(Call.Post(carer, "scheduling/v1/visits", body) with { Key = $"{carer.PersonId}/{start:O}" }, CancellationToken.None);
            Assert.True(reply.Status == 201, reply.Detail);
            visits.Add(reply.Id);
        }
        return [.. visits];
    }

    /// <summary>The demo's integrator, entitled to the visits of the whole install.</summary>
    internal async Task<HttpClient> IntegratorAsync()
    {
        var path = $"care-events/v1/integrators/{Persona.Integrator.Name}";
        var before = await Client.SendAsync(Call.Get(Persona.BackOffice, path), Cancellation);
        var entitled = await Client.SendAsync(Call.Put(Persona.BackOffice, path, new { wholeInstall = true, areas = Array.Empty<string>(), teams = Array.Empty<Guid>(), scopes = new[] { "care-events.visits" } }) with { IfMatch = before.ETag }, Cancellation);
        Assert.True(entitled.Succeeded, entitled.Detail);
        return await CallerAsync(Persona.Integrator, Installation.Wiring.AddressOf("care-events")); // past the gateway, whose limit per caller is not what is looked at
    }

    /// <summary>A client of one service, or of the gateway, with a token of the persona.</summary>
    internal async Task<HttpClient> CallerAsync(Persona persona, Uri address)
    {
        using var access = new Access(Installation.Gateway);
        var token = await access.TokenAsync(persona.Name, null, Cancellation);
        return new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) } };
    }

    /// <summary>A webhook that has answered the challenge, for some teams or for all.</summary>
    internal static async Task<Guid> SubscribeAsync(HttpClient integrator, Uri url, params Guid[] teams)
    {
        using var created = await integrator.PostAsJsonAsync("care-events/v1/subscriptions", new { way = "webhook", url, teams }, Cancellation);
        var id = (await created.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
        (await integrator.PostAsync($"care-events/v1/subscriptions/{id}/_challenge", null, Cancellation)).EnsureSuccessStatusCode();
        return id;
    }

    private async Task<Guid> AnyClientOfOostAsync()
    {
        await using var database = Database("scheduling");
        await using var find = database.CreateCommand("SELECT clients.id FROM clients JOIN teams ON teams.id = clients.team_id WHERE teams.name = 'Oost' LIMIT 1");
        return (Guid)(await find.ExecuteScalarAsync())!;
    }

    private DemoPlaces Places => new(Installation.Gateway, Installation.Wiring.AddressOf(ServiceTable.Municipality), Path.Combine(Folder, "demo"));

    internal NpgsqlDataSource Database(string service) => NpgsqlDataSource.Create(Installation.Wiring.ConnectionString(ServiceTable.Find(service)));

    /// <summary>Runs a command of a service, such as <c>verify-ledger</c>; fails with its last lines when it does.</summary>
    internal Task CommandAsync(string service, params string[] arguments) =>
        Tool.RunAsync(Installation.Wiring.CommandOf(ServiceTable.Find(service), arguments), Installation.Wiring.Logs, Cancellation);

    private static void Forget()
    {
        foreach (var folder in new[] { DataFolder.RootOf(Folder), Folder }.Where(Directory.Exists))
            Directory.Delete(folder, recursive: true);
    }

    private void Say(string line)
    {
        lock (_said)
            _said.Add(line);
    }
}
