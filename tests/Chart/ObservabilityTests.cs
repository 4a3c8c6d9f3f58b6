using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Buurtzorg.Chart.Tests;

/// <summary>What an SRE is given: alerts that fire on what they are for, a page for each, and dashboards of metrics that exist.</summary>
public sealed partial class ObservabilityTests
{
    private static readonly string Folder = Path.Combine(Programs.Checkout, "deploy/observability");

    [Fact]
    public async Task Every_alert_fires_on_what_it_is_for_and_none_when_all_is_well()
    {
        Programs.Need("promtool");
        await Programs.RunAsync("promtool", "check", "rules", "charts/buurtzorg-platform/files/rules.yaml");
        await Programs.RunAsync("promtool", "test", "rules", "deploy/observability/rules.test.yaml");
    }

    [Fact]
    public async Task Every_alert_has_a_page_and_a_test_and_every_page_an_alert()
    {
        var (rules, tests) = (await ReadAsync("../../charts/buurtzorg-platform/files/rules.yaml"), await ReadAsync("rules.test.yaml"));
        var alerts = Alert().Matches(rules).Select(match => match.Groups[1].Value).ToArray();
        Assert.InRange(alerts.Length, 12, 20);
        Assert.All(alerts, alert => Assert.Contains($"alertname=\"{alert}\"", tests, StringComparison.Ordinal));
        Assert.Equal(Page().Matches(rules).Select(match => match.Groups[1].Value).Order(), Directory.GetFiles(Path.Combine(Folder, "runbooks")).Select(file => Path.GetFileName(file)).Order());
    }

    [Theory]
    [InlineData("health")]
    [InlineData("visit")]
    [InlineData("claims")]
    [InlineData("care-events")]
    public async Task A_dashboard_shows_what_services_measure(string board)
    {
        var panels = JsonNode.Parse(await ReadAsync($"dashboards/{board}.json"))!["panels"]!.AsArray();
        Assert.NotEmpty(panels);
        var known = string.Join('\n', Directory.EnumerateFiles(Path.Combine(Programs.Checkout, "services"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        foreach (var name in panels.SelectMany(panel => panel!["targets"]!.AsArray()).SelectMany(target => Metric().Matches(target!["expr"]!.GetValue<string>()).Select(match => match.Groups[1].Value)).Distinct())
            Assert.Matches($"\"{Regex.Escape(name).Replace("_", "[._]", StringComparison.Ordinal)}\"", known);
    }

    private static Task<string> ReadAsync(string file) => File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken);

    [GeneratedRegex(@"- alert: (\w+)")]
    private static partial Regex Alert();

    [GeneratedRegex(@"runbooks/([a-z-]+\.md)")]
    private static partial Regex Page();

    // Without what Prometheus appends.
    [GeneratedRegex(@"\b(buurtzorg_[a-z_]+?)(?:_seconds)?(?:_total|_count|_bucket)?\b[{)\[]")]
    private static partial Regex Metric();
}
