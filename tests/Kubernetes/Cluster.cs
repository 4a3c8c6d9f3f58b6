using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Buurtzorg.Kubernetes.Tests;
using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Demo.Seed;
using Buurtzorg.Local.Install;
using Buurtzorg.Local.Reconciliation;

[assembly: AssemblyFixture(typeof(Cluster))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Buurtzorg.Kubernetes.Tests;

/// <summary>
/// nl-region with the bundled servers, installed into a namespace of its own on the cluster that KUBECONFIG names. Its nodes have the images already
/// (or BUURTZORG_IMAGES names a registry that they can pull from). Without such a cluster every test is skipped and says so.
/// </summary>
public sealed class Cluster : IAsyncLifetime
{
    public const string Release = "care", Namespace = "buurtzorg-test";
    public const string Chart = "charts/buurtzorg-platform", Install = "deploy/installs/nl-region";

    private readonly string _folder = Directory.CreateTempSubdirectory("buurtzorg-").FullName;
    private Uri? _gateway;

    internal DemoPlaces Places { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        if (Missing() is not null) return;
        await ForgetAsync();
        await KubectlAsync("create", "namespace", Namespace);
        await KubectlAsync("label", "namespace", Namespace, "pod-security.kubernetes.io/enforce=restricted");
        var secrets = string.Join('\n', new InstallSecrets(new InstallFolder(Path.Combine(Programs.Checkout, Install), evaluation: true), Release).Manifests(null));
        var (code, _, errors) = await Programs.TryAsync("kubectl", ["-n", Namespace, "create", "-f", "-"], secrets);
        Assert.True(code == 0, errors);
        await KubectlAsync("create", "service", "nodeport", "outside", "--tcp=8080:8080", "-n", Namespace);
        await KubectlAsync("create", "service", "nodeport", "desk", "--tcp=8080:8080", "-n", Namespace);
        await SelectAsync("outside", "gateway");
        await SelectAsync("desk", "municipality");
        await InAsync("create", "configmap", "neighbourhood", "--from-file=deploy/installs/demo/postcodes.csv", "--from-file=deploy/installs/demo/directory");
        await HelmAsync("install", Chart);
        await ReadyAsync();
        _gateway = await NodePortAsync("outside");
        Places = new DemoPlaces(_gateway, await NodePortAsync("desk"), Path.Combine(_folder, "demo")) { Receiver = await ThisMachineAsync() };
        using var loader = new NeighbourhoodLoader(Places, new Progress<SeedProgress>());
        await loader.LoadAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        if (Missing() is null && Environment.GetEnvironmentVariable("KEEP_INSTALL") is null) await ForgetAsync();
    }

    private static Task<string> ForgetAsync() => KubectlAsync("delete", "namespace", Namespace, "--ignore-not-found", "--wait");

    /// <summary>Skips a test where there is no cluster; a long one also unless LONG_TESTS is set, as ./dev test --long does.</summary>
    internal static void Need(bool longer = false)
    {
        Assert.SkipWhen(Missing() is not null, Missing() ?? "");
        if (longer) Programs.NeedLong();
    }

    internal static Task<string> KubectlAsync(params string[] arguments) => Programs.RunAsync("kubectl", arguments);

    internal static Task<string> InAsync(params string[] arguments) => KubectlAsync(["-n", Namespace, .. arguments]);

    /// <summary>A command of a service, in one of its replicas.</summary>
    internal static Task<string> CommandAsync(string service, params string[] arguments) => InAsync(["exec", $"deployment/{Release}-{service}", "-c", service, "--", "/app/service", .. arguments]);

    internal static async Task HelmAsync(string verb, string chart, params string[] more)
    {
        string[] images = Environment.GetEnvironmentVariable("BUURTZORG_IMAGES") is { } registry ? ["--set", $"image.repository={registry}"] : [];
        var repository = Environment.GetEnvironmentVariable("BUURTZORG_IMAGES") ?? "buurtzorg";
        await Programs.RunAsync("helm", [verb, Release, chart, "-n", Namespace, "-f", $"{Install}/values.yaml", "-f", "deploy/installs/evaluation.yaml", "-f", "tests/Kubernetes/values.yaml",
            "--set-file", "agreements=tests/Kubernetes/agreements.yaml", "--set", $"services.billing-adapter-example-fund.image.repository={repository}/billing-adapter-example-fund", .. images, .. more]);
    }

    /// <summary>Every deployment has what was asked for, and nothing of before is left.</summary>
    internal static async Task ReadyAsync()
    {
        foreach (var deployment in await NamesAsync("deployments")) await InAsync("rollout", "status", deployment, "--timeout=10m");
        await Eventually.TrueAsync(async () => (await GetAsync("pods"))["items"]!.AsArray().All(pod => pod!["metadata"]!["deletionTimestamp"] is null), "what drains to be gone", TimeSpan.FromMinutes(3));
    }

    internal static async Task<string[]> NamesAsync(string kind, string selector = $"app.kubernetes.io/instance={Release}") =>
        (await InAsync("get", kind, "-l", selector, "-o", "name")).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    internal static async Task<JsonNode> GetAsync(string what) => JsonNode.Parse(await InAsync("get", what, "-o", "json"))!;

    internal async Task<int> PlayAsync() => await DemoCommand.RunAsync(Places, [], TestContext.Current.CancellationToken);

    /// <summary>Nothing travels any more, and the tables of who published agree with those of who reacts.</summary>
    internal static async Task ReconcileAsync()
    {
        using var postgres = await Forward.ToAsync("postgres", 5432);
        using var broker = await Forward.ToAsync("rabbitmq", 5672);
        using var management = await Forward.ToAsync("rabbitmq", 15672);
        var (user, password) = (await SecretAsync($"{Release}-broker", "username"), await SecretAsync($"{Release}-broker", "password"));
        await using var reconciler = Reconciler.Of(
            $"Host=127.0.0.1;Port={postgres.Port};Username=postgres;Password={await SecretAsync($"{Release}-postgres", "password")};Pooling=false",
            new Uri($"amqp://{user}:{password}@127.0.0.1:{broker.Port}/buurtzorg"), new Uri($"http://{user}:{password}@127.0.0.1:{management.Port}/"));
        var differences = await reconciler.WaitForAgreementAsync(TimeSpan.FromMinutes(3), CancellationToken.None);
        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    internal static async Task<string> SecretAsync(string secret, string key) =>
        Encoding.UTF8.GetString(Convert.FromBase64String((await GetAsync($"secret/{secret}"))["data"]![key]!.GetValue<string>()));

    private static string? Missing()
    {
        var missing = new[] { "helm", "kubectl" }.Where(program => !(Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)))).ToArray();
        return missing.Length > 0 ? $"Not on the PATH: {string.Join(", ", missing)}."
            : !File.Exists(Environment.GetEnvironmentVariable("KUBECONFIG")) ? "KUBECONFIG names no cluster." : null;
    }

    private static Task SelectAsync(string service, string name) => InAsync("patch", "service", service, "--type=json",
        "-p", $$"""[{ "op": "replace", "path": "/spec/selector", "value": { "app.kubernetes.io/instance": "{{Release}}", "app.kubernetes.io/name": "{{name}}" } }]""");

    // As the cluster's nodes, and so its pods, see it.
    private static async Task<string> ThisMachineAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        socket.Connect(await NodeAsync(), 9);
        return $"{((IPEndPoint)socket.LocalEndPoint!).Address}";
    }

    private static async Task<string> NodeAsync() => (await KubectlAsync("get", "nodes", "-o", "jsonpath={.items[0].status.addresses[?(@.type=='InternalIP')].address}")).Trim();

    // On this machine where the cluster is on it, else at the first node.
    private static async Task<Uri> NodePortAsync(string service)
    {
        var port = (await GetAsync($"service/{service}"))["spec"]!["ports"]![0]!["nodePort"]!.GetValue<int>();
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var host in new[] { "127.0.0.1", await NodeAsync() })
        {
            try
            {
                using var answer = await http.GetAsync($"http://{host}:{port}/health/ready");
                return new Uri($"http://{host}:{port}/");
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
            {
                // the other one
            }
        }
        throw new InvalidOperationException($"The service {service} does not answer at port {port} of 127.0.0.1 or the first node.");
    }
}

/// <summary>A port of this machine that leads to a service of the release.</summary>
internal sealed class Forward : IDisposable
{
    private readonly Process _process;

    private Forward(Process process, int port) => (_process, Port) = (process, port);

    public int Port { get; }

    public static async Task<Forward> ToAsync(string service, int port)
    {
        var process = Process.Start(new ProcessStartInfo("kubectl", ["-n", Cluster.Namespace, "port-forward", $"service/{Cluster.Release}-{service}", $":{port}"]) { RedirectStandardOutput = true })!;
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"{service} cannot be reached.");
        return new Forward(process, int.Parse(line.Split(" -> ")[0].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture));
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
