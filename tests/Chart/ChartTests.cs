using YamlDotNet.RepresentationModel;

namespace Buurtzorg.Chart.Tests;

/// <summary>The chart without a cluster. Where helm or kubeconform are missing these are skipped and say so.</summary>
public sealed class ChartTests
{
    private static readonly string[] Evaluation = ["-f", "deploy/installs/evaluation.yaml"];

    public static TheoryData<string, string[]> Installs => new()
    {
        { "nl-municipality", [] },
        { "nl-municipality-evaluation", Evaluation },
        { "nl-region", ["--api-versions", "gateway.networking.k8s.io/v1", "--api-versions", "monitoring.coreos.com/v1"] },
    };

    [Theory]
    [MemberData(nameof(Installs))]
    public async Task An_install_renders_to_what_was_looked_at(string golden, string[] more)
    {
        Programs.Need("helm");
        var rendered = await Helm.RenderAsync(golden.Replace("-evaluation", "", StringComparison.Ordinal), more);
        var file = Path.Combine(Programs.Checkout, "tests/Chart/Golden", golden + ".yaml");
        if (Environment.GetEnvironmentVariable("GOLDEN") == "write") await File.WriteAllTextAsync(file, rendered, TestContext.Current.CancellationToken);
        // After a change that was meant: GOLDEN=write dotnet test tests/Chart, and read the difference.
        Assert.Equal(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), rendered);
    }

    [Theory]
    [MemberData(nameof(Installs))]
    public async Task Every_manifest_is_one_that_Kubernetes_knows(string install, string[] more)
    {
        Programs.Need("helm", "kubeconform");
        var rendered = await Helm.RenderAsync(install.Replace("-evaluation", "", StringComparison.Ordinal), more);
        var standards = Environment.GetEnvironmentVariable("STANDARDS_DIR");
        Assert.SkipWhen(string.IsNullOrEmpty(standards), "STANDARDS_DIR does not name the folder with the schemas of Kubernetes.");
        var (code, output, errors) = await Programs.TryAsync("kubeconform", ["-strict", "-summary", "-skip", "HTTPRoute,ServiceMonitor,PrometheusRule", "-schema-location", standards + "/kubernetes/{{.ResourceKind}}{{.KindSuffix}}.json", "-"], rendered);
        Assert.True(code == 0, output + errors);
    }

    [Theory]
    [InlineData("nl-municipality")]
    [InlineData("nl-region")]
    public async Task The_chart_has_nothing_to_lint(string install)
    {
        Programs.Need("helm");
        await Programs.RunAsync("helm", "lint", "--strict", Helm.Chart, "--kube-version", "1.34.0", "-f", $"deploy/installs/{install}/values.yaml", "--set-file", $"agreements=deploy/installs/{install}/agreements.yaml");
    }

    [Theory]
    [InlineData("install.timezone=Europe/Amsterdam", "at '/install': additional properties 'timezone' not allowed")]
    [InlineData("services.biling.replicas=1", "at '/services': additional properties 'biling' not allowed")]
    [InlineData("services.billing.database.pool=1", "at '/services/billing/database': additional properties 'pool' not allowed")]
    [InlineData("services.billing.payers={nl-wmo:9901}", "at '/services/billing': additional properties 'payers' not allowed")]
    [InlineData("services.billing-adapter-nl-wmo.payers={zonderwijk}", "at '/services/billing-adapter-nl-wmo/payers/0': 'zonderwijk' does not match pattern")]
    [InlineData("issuer.kinds.nurse=manager", "at '/issuer/kinds/nurse': value must be one of")]
    public async Task A_misspelt_value_is_refused_with_its_place(string value, string said)
    {
        Programs.Need("helm");
        Assert.Contains(said, await Helm.RefusedAsync("nl-municipality", "--set", value), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_schema_cannot_see_is_refused_too_and_all_of_it_at_once()
    {
        Programs.Need("helm");
        var said = await Helm.RefusedAsync("nl-municipality", "--set", "issuer.url=,defaults.broker.host=,defaults.database.maxConnections=100,services.billing-adapter-x.payers={nl-wmo:9901}");
        Assert.Contains("issuer.url is missing", said, StringComparison.Ordinal);
        Assert.Contains("services.billing.broker.host is missing", said, StringComparison.Ordinal);
        Assert.Contains("the pools on postgres.zonderwijk.example want 244 connections", said, StringComparison.Ordinal);
        Assert.Contains("nl-wmo:9901 is named by billing-adapter-nl-wmo and billing-adapter-x", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_adapter_that_names_a_payer_serves_it_whatever_the_agreements_say()
    {
        Programs.Need("helm");
        string[] swap = [.. Evaluation, "--set", "services.billing-adapter-nl-wmo.payers=null,services.billing-adapter-simulated.payers={nl-wmo:9901}"];
        var agreements = Manifests(await Helm.RenderAsync("nl-municipality", swap)).Single(manifest => At(manifest, "metadata/name") == "care-agreements");
        Assert.Contains("adapter: simulated", At(agreements, "data/agreements.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_template_looks_anything_up_or_draws_lots()
    {
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Programs.Checkout, Helm.Chart, "templates")))
        {
            var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotMatch(@"\{\{[^}]*\b(lookup|rand\w+|genCA|genPrivateKey|uuidv4|now)\b", text);
        }
    }

    [Fact]
    public async Task No_secret_stands_in_what_the_chart_renders()
    {
        Programs.Need("helm");
        Assert.DoesNotContain(Manifests(await Helm.RenderAsync("nl-municipality", Evaluation)), manifest => At(manifest, "kind") == "Secret");
    }

    [Fact]
    public async Task Whatever_changes_a_migration_gives_it_a_job_of_its_own()
    {
        Programs.Need("helm");
        foreach (var change in new[] { "image.tag=0.2.0", "services.billing.resources.limits.memory=600Mi", "services.billing.nodeSelector.disk=fast", "services.billing.database.poolSize=9" })
            Assert.NotEqual(await JobAsync(), await JobAsync("--set", change));
        Assert.Equal(await JobAsync(), await JobAsync("--set", "services.billing.drainSeconds=9"));

        static async Task<string?> JobAsync(params string[] more) =>
            Manifests(await Helm.RenderAsync("nl-region", more)).Select(manifest => At(manifest, "metadata/name")).Single(name => name?.StartsWith("care-billing-migrate-", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task Replicas_are_not_set_beside_a_HorizontalPodAutoscaler()
    {
        Programs.Need("helm");
        var manifests = Manifests(await Helm.RenderAsync("nl-region"));
        var scaled = manifests.Where(manifest => At(manifest, "kind") == "HorizontalPodAutoscaler").Select(manifest => At(manifest, "metadata/name")).ToHashSet();
        Assert.NotEmpty(scaled);
        Assert.All(manifests.Where(manifest => At(manifest, "kind") == "Deployment" && scaled.Contains(At(manifest, "metadata/name"))), deployment => Assert.Null(At(deployment, "spec/replicas")));
    }

    private static List<YamlMappingNode> Manifests(string rendered)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(rendered));
        return [.. stream.Documents.Select(document => document.RootNode).OfType<YamlMappingNode>()];
    }

    private static string? At(YamlNode node, string path) => path.Split('/').Aggregate((YamlNode?)node, (at, key) =>
        at is YamlMappingNode map && map.Children.TryGetValue(key, out var child) ? child : null)?.ToString();
}
