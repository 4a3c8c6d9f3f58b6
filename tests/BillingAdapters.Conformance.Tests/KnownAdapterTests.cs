using Xunit;

namespace Buurtzorg.BillingAdapters.Conformance.Tests;

/// <summary>The adapters of this repository conform, as the reports in docs/conformance say.</summary>
public sealed class KnownAdapterTests
{
    private static readonly string Reports = Path.Combine(Repository.Root, "docs/conformance");

    public static TheoryData<string> Names => [.. KnownAdapter.All.Select(a => a.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task An_adapter_conforms_as_its_report_says(string name)
    {
        var known = KnownAdapter.All.Single(a => a.Name == name);
        var samples = Path.Combine(Repository.Root, known.Folder, known.Samples);
        Assert.SkipUnless(Directory.Exists(samples), $"{known.Folder} ships no samples in this clone.");
        Assert.SkipUnless(known.Needs is null || IsOnPath(known.Needs), $"{known.Needs} is not on the PATH.");
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "conformance", name)).FullName;
        await using var adapter = await AdapterProcess.StartAsync(known);

        var run = await ConformanceTests.RunAsync(folder,
        [
            "--url", adapter.Url, "--secret", AdapterProcess.Secret, "--samples", samples, "--restart", adapter.Restart, "--patience", "120",
            .. adapter.Deliver is null ? Array.Empty<string>() : ["--deliver", adapter.Deliver],
        ]);

        Assert.True(run.Exit == 0, run.Output);
        var committed = Path.Combine(Reports, run.Report!.ContractVersion, $"{run.Report.Adapter}.yaml");
        Assert.True(File.Exists(committed), $"Commit the report of {name}: {folder}/report.yaml as {committed}");
        var report = ConformanceTests.Read(committed);
        Assert.Equal((report.Adapter, report.ContractVersion), (run.Report.Adapter, run.Report.ContractVersion));
        Assert.Equal(report.Capabilities, run.Report.Capabilities);
        Assert.Equal(report.Passed, run.Report.Passed);
        Assert.Equal(report.Skipped.Keys.Order(StringComparer.Ordinal), run.Report.Skipped.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_report_is_of_a_known_adapter_without_a_failure() => Assert.All(
        Directory.Exists(Reports) ? Directory.GetFiles(Reports, "*.yaml", SearchOption.AllDirectories) : [],
        file =>
        {
            var report = ConformanceTests.Read(file);
            Assert.Equal($"{report.ContractVersion}/{report.Adapter}.yaml", Path.GetRelativePath(Reports, file));
            Assert.Contains(report.Adapter, KnownAdapter.All.Select(a => a.Name));
            Assert.Empty(report.Failed);
        });

    private static bool IsOnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
