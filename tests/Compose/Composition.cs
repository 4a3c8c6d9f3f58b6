using Buurtzorg.Compose.Tests;
using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Demo.Seed;
using Buurtzorg.Local.Reconciliation;

[assembly: AssemblyFixture(typeof(Composition))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Buurtzorg.Compose.Tests;

/// <summary>docker-compose.yml as it is, under a name and on ports of its own. Without Docker every test is skipped and says so.</summary>
public sealed class Composition : IAsyncLifetime
{
    private const string Project = "buurtzorg-test";
    private readonly string _folder = Directory.CreateTempSubdirectory("buurtzorg-").FullName;

    internal DemoPlaces Places { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (await MissingAsync() is not null) return;
        var (gateway, desk) = (Loopback.FreePort(), Loopback.FreePort());
        Environment.SetEnvironmentVariable("BUURTZORG_LISTEN", $"127.0.0.1:{gateway}");
        Environment.SetEnvironmentVariable("MUNICIPALITY_LISTEN", $"127.0.0.1:{desk}");
        await ComposeAsync("down", "--volumes", "--remove-orphans");
        await ComposeAsync("build", "--quiet", "gateway"); // what the others share is built once, before all at a time
        await ComposeAsync("--profile", "story", "up", "--detach", "--quiet-pull");
        Places = new DemoPlaces(new Uri($"http://127.0.0.1:{gateway}/"), new Uri($"http://127.0.0.1:{desk}/"), Path.Combine(_folder, "demo")) { Receiver = "host.docker.internal" };
        await ReadyAsync();
        using var loader = new NeighbourhoodLoader(Places, new Progress<SeedProgress>());
        await loader.LoadAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (await MissingAsync() is null) await ComposeAsync("--profile", "story", "down", "--volumes", "--remove-orphans");
    }

    internal static async Task NeedAsync(bool longer = false)
    {
        var missing = await MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        if (longer) Programs.NeedLong();
    }

    internal static Task<string> ComposeAsync(params string[] arguments) => Programs.RunAsync("docker", ["compose", "--project-name", Project, .. arguments]);

    /// <summary>The gateway says that every service is ready.</summary>
    internal async Task ReadyAsync()
    {
        using var http = new HttpClient { BaseAddress = Places.Gateway };
        await Eventually.TrueAsync(async () =>
        {
            try { return (await http.GetStringAsync("status")).Contains("\"status\":\"ready\",\"services\"", StringComparison.Ordinal); }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException or IOException) { return false; }
        }, "the whole to be ready", TimeSpan.FromMinutes(5));
    }

    /// <summary>As an accident would, and starts it again.</summary>
    internal static async Task KillAsync(string service)
    {
        var container = $"{Project}-{service}-1";
        await Programs.RunAsync("docker", "kill", container);
        await Programs.RunAsync("docker", "start", container);
    }

    internal static async Task ReconcileAsync()
    {
        var (postgres, rabbit) = (await AddressAsync("postgres"), await AddressAsync("rabbitmq"));
        var password = await ComposeAsync("exec", "-T", "postgres", "cat", "/run/secrets-of-postgres/password");
        var broker = await ComposeAsync("exec", "-T", "rabbitmq", "cat", "/etc/rabbitmq/conf.d/password");
        await using var reconciler = Reconciler.Of($"Host={postgres};Username=postgres;Password={password};Pooling=false",
            new Uri($"amqp://buurtzorg:{broker}@{rabbit}:5672/buurtzorg"), new Uri($"http://buurtzorg:{broker}@{rabbit}:15672/"));
        var differences = await reconciler.WaitForAgreementAsync(TimeSpan.FromMinutes(2), CancellationToken.None);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    // Nothing but the gateway has a port, so the servers are met where their containers are.
    private static async Task<string> AddressAsync(string service) =>
        (await Programs.RunAsync("docker", "inspect", "--format", $"{{{{(index .NetworkSettings.Networks \"{Project}_platform\").IPAddress}}}}", $"{Project}-{service}-1")).Trim();

    private static async Task<string?> MissingAsync()
    {
        if (!(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "docker")))) return "Not on the PATH: docker.";
        var (code, _, errors) = await Programs.TryAsync("docker", ["compose", "ls", "--quiet"]);
        return code == 0 ? null : $"No Docker engine answers, or it has no compose: {errors.Trim()}";
    }
}
