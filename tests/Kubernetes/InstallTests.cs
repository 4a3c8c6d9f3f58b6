using static Buurtzorg.Kubernetes.Tests.Cluster;

namespace Buurtzorg.Kubernetes.Tests;

/// <summary>One installation of nl-region, from its first day to the last. The tests stand in the order in which they run.</summary>
[TestCaseOrderer(typeof(InOrder))]
public sealed class InstallTests(Cluster cluster, ITestOutputHelper output)
{
    private static readonly string[] Keeping = ["scheduling", "care-records", "billing", "social-map", "staff-wellbeing", "care-events"];

    [Fact]
    public async Task Helm_test_finds_every_service_and_changes_nothing()
    {
        Need();
        await Programs.RunAsync("helm", "test", Release, "-n", Namespace, "--timeout", "5m");
        Assert.Empty(await NamesAsync("pods", "app.kubernetes.io/name=test"));
    }

    [Theory]
    [InlineData("nl-municipality")]
    [InlineData("nl-region")]
    public async Task The_API_server_takes_every_object_of_an_install_as_it_is(string install)
    {
        Need();
        var objects = await Programs.RunAsync("helm", "template", "dry", Chart, "--kube-version", "1.34.0", "-n", Namespace,
            "-f", $"deploy/installs/{install}/values.yaml", "--set-file", $"agreements=deploy/installs/{install}/agreements.yaml");
        var (code, _, remarks) = await Programs.TryAsync("kubectl", ["-n", Namespace, "apply", "--dry-run=server", "-f", "-"], objects);
        Assert.Equal((0, ""), (code, remarks));
    }

    [Fact]
    public async Task The_story_ends_as_it_should_through_the_gateway()
    {
        Need();
        Assert.Equal(0, await cluster.PlayAsync());
        await ReconcileAsync();
    }

    [Fact]
    public async Task Pods_have_no_rights_on_the_cluster_and_no_writable_root()
    {
        Need();
        foreach (var pod in (await GetAsync($"pods"))["items"]!.AsArray().Where(pod => pod!["metadata"]!["labels"]?["app.kubernetes.io/instance"]?.GetValue<string>() == Release))
        {
            Assert.False(pod!["spec"]!["automountServiceAccountToken"]!.GetValue<bool>());
            Assert.All(pod["spec"]!["containers"]!.AsArray(), container => Assert.True(container!["securityContext"]!["readOnlyRootFilesystem"]!.GetValue<bool>()));
        }
    }

    [Fact]
    public async Task Who_may_talk_to_whom_is_exactly_what_the_architecture_says()
    {
        Need();
        string[] all = [.. new[] { "gateway", "identity", "billing-adapter-nl-wmo", "billing-adapter-example-fund" }.Concat(Keeping).Select(service => $"{Release}-{service}:8080"),
            $"{Release}-postgres:5432", $"{Release}-rabbitmq:5672", $"{Release}-rabbitmq:15672", "kubernetes.default:443"];
        string[] servers = ["postgres:5432", "rabbitmq:5672"], adapters = ["billing-adapter-nl-wmo:8080", "billing-adapter-example-fund:8080"];
        await Task.WhenAll(
            OpensAsync("billing-adapter-nl-wmo", []),
            OpensAsync("billing-adapter-example-fund", []),
            OpensAsync("billing", [.. adapters, "care-records:8080", "identity:8080", .. servers]),
            OpensAsync("scheduling", ["care-records:8080", "identity:8080", .. servers]),
            OpensAsync("staff-wellbeing", ["identity:8080", .. servers]),
            OpensAsync("gateway", ["identity:8080", .. Keeping.Select(service => $"{service}:8080")]));

        async Task OpensAsync(string service, string[] expected) =>
            Assert.Equal(expected.Select(address => $"{Release}-{address}").Order(), await Probe.OpenFromAsync(service, all));
    }

    [Fact]
    public async Task A_service_cannot_reach_the_database_of_another()
    {
        Need();
        var said = await Probe.RunAsync("scheduling", $"until psql -h {Release}-postgres -d scheduling -tAc 'select current_database()' 2>/dev/null; do :; done; psql -h {Release}-postgres -d billing -tAc 'select 1' 2>&1; true", $"{Release}-scheduling-database");
        Assert.StartsWith("scheduling\n", said, StringComparison.Ordinal);
        Assert.Contains("permission denied for database \"billing\"", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_adapter_serves_a_municipality_after_one_upgrade_of_the_values()
    {
        Need(longer: true);
        await HelmAsync("upgrade", Chart, "--set", "services.billing-adapter-nl-wmo.payers={nl-wmo:9901},services.billing-adapter-simulated.payers={nl-wmo:9902}");
        await ReadyAsync();
        Assert.Equal(0, await cluster.PlayAsync()); // the second story is that of nl-wmo:9902
        await ReconcileAsync();
        var ledger = await CommandAsync("billing", "verify-ledger");
        output.WriteLine(ledger);
    }

    [Fact]
    public async Task Every_deployment_rolls_under_load_without_a_failed_request()
    {
        Need(longer: true);
        await using var load = await NurseLoad.StartAsync(cluster.Places, firstDay: 100);
        foreach (var deployment in await NamesAsync("deployments"))
        {
            if (deployment.Contains("municipality", StringComparison.Ordinal)) continue;
            await InAsync("rollout", "restart", deployment);
            await InAsync("rollout", "status", deployment, "--timeout=10m");
            await load.GoesOnAsync();
        }
        await load.StopAsync();
        output.WriteLine($"{load.Acknowledged.Count} visits");
        Assert.Empty(load.Failures);
        await ReconcileAsync();
    }

    [Fact]
    public async Task What_was_acknowledged_is_never_lost_whatever_pod_is_killed()
    {
        Need(longer: true);
        await using var load = await NurseLoad.StartAsync(cluster.Places, firstDay: 300);
        foreach (var name in new[] { "scheduling", "billing", "gateway", "care-records", "rabbitmq", "identity", "postgres", "scheduling" })
        {
            var pods = await NamesAsync("pods", $"app.kubernetes.io/instance={Release},app.kubernetes.io/name={name}");
            await InAsync("delete", pods[0], "--grace-period=0", "--force", "--wait=false");
            await load.GoesOnAsync();
        }
        await load.StopAsync();
        output.WriteLine($"{load.Acknowledged.Count} visits, {load.Failures.Count} calls repeated");
        await ReadyAsync();
        await ReconcileAsync();
        Assert.Equal(load.Acknowledged.Count, await DeliveredAsync(load.Acknowledged));
    }

    [Fact]
    public async Task It_scales_to_three_by_hand_and_by_load()
    {
        Need(longer: true);
        await HelmAsync("upgrade", Chart, "--set", "services.staff-wellbeing.replicas=3,services.scheduling.autoscaling.enabled=true,services.scheduling.autoscaling.minReplicas=2,services.scheduling.autoscaling.maxReplicas=3,services.scheduling.autoscaling.cpu=50");
        await ReadyAsync();
        Assert.Equal(3, (await GetAsync($"deployment/{Release}-staff-wellbeing"))["status"]!["readyReplicas"]!.GetValue<int>());
        await using var load = await NurseLoad.StartAsync(cluster.Places, firstDay: 500, nurses: 8);
        await Eventually.TrueAsync(async () => (await GetAsync($"deployment/{Release}-scheduling"))["status"]!["readyReplicas"]?.GetValue<int>() == 3, "a third replica of scheduling", TimeSpan.FromMinutes(5));
        await load.StopAsync();
        Assert.Empty(load.Failures);
        await ReconcileAsync();
    }

    [Fact]
    public async Task An_upgrade_and_the_way_back_turn_no_request_away_and_lose_nothing()
    {
        Need(longer: true);
        var previous = PreviousChart();
        await HelmAsync("upgrade", previous);
        await ReadyAsync();
        await using var load = await NurseLoad.StartAsync(cluster.Places, firstDay: 700);
        await HelmAsync("upgrade", Chart);
        await ReadyAsync();
        await load.GoesOnAsync();
        await Programs.RunAsync("helm", "rollback", Release, "-n", Namespace);
        await ReadyAsync();
        await load.GoesOnAsync();
        await load.StopAsync();
        output.WriteLine($"{load.Acknowledged.Count} visits, {load.Failures.Count} calls took too long and were repeated");
        Assert.Equal([], load.Failures.Where(failure => !TookTooLong(failure))); // every pod starts at once, and a small node is full then
        await ReconcileAsync();
        Assert.Equal(load.Acknowledged.Count, await DeliveredAsync(load.Acknowledged));
    }

    private static bool TookTooLong(string failure) => failure.Contains("took-too-long", StringComparison.Ordinal) || failure.Contains("HttpClient.Timeout", StringComparison.Ordinal);

    [Fact]
    public async Task All_databases_come_back_from_a_backup_and_the_broker_s_messages_from_the_outboxes()
    {
        Need(longer: true);
        await Programs.RunAsync("bash", "deploy/kubernetes/backup.sh", Namespace, Release, Backup);
        await InAsync("delete", "statefulset", $"{Release}-postgres", $"{Release}-rabbitmq");
        await InAsync("delete", "pvc", "-l", $"app.kubernetes.io/instance={Release}", "--wait=false");
        await HelmAsync("upgrade", Chart);
        await Programs.RunAsync("bash", "deploy/kubernetes/restore.sh", Namespace, Release, Backup, DateTime.UtcNow.AddDays(-1).ToString("O"));
        await ReadyAsync();
        await ReconcileAsync();
        output.WriteLine(await CommandAsync("billing", "verify-ledger"));
        output.WriteLine(await CommandAsync("care-records", "verify-access-log"));
    }

    [Fact]
    public async Task Uninstalled_it_leaves_nothing_but_the_secrets_that_were_there_before()
    {
        Need();
        await Programs.RunAsync("helm", "uninstall", Release, "-n", Namespace, "--wait", "--timeout", "5m");
        await Eventually.TrueAsync(async () => (await LeftAsync()).Length == 0, "everything to be gone", TimeSpan.FromMinutes(2));

        async Task<string[]> LeftAsync() => await NamesAsync("all,configmap,secret,serviceaccount,networkpolicy,poddisruptionbudget,horizontalpodautoscaler,ingress,pvc,job");
    }

    private static string Backup => Path.Combine(Path.GetTempPath(), $"buurtzorg-backup-{Environment.ProcessId}");

    private static async Task<int> DeliveredAsync(IEnumerable<Guid> visits)
    {
        var said = await InAsync("exec", $"{Release}-postgres-0", "--", "psql", "-U", "postgres", "-d", "billing", "-tAc", "SELECT visit_id FROM deliveries");
        return said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Guid.Parse).Intersect(visits).Count();
    }

    // As the version before would be: another version, and pods that differ.
    private static string PreviousChart()
    {
        var folder = Directory.CreateTempSubdirectory("buurtzorg-chart-").FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Programs.Checkout, Chart), "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(Path.Combine(Programs.Checkout, Chart), file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }
        var (chart, values) = (Path.Combine(folder, "Chart.yaml"), Path.Combine(folder, "values.yaml"));
        File.WriteAllText(chart, File.ReadAllText(chart).Replace("version: 0.1.0\nappVersion", "version: 0.0.9\nappVersion", StringComparison.Ordinal));
        File.WriteAllText(values, File.ReadAllText(values).Replace("drainSeconds: 5", "drainSeconds: 6", StringComparison.Ordinal));
        return folder;
    }
}
