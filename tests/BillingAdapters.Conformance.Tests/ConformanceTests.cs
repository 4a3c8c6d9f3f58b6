using Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;
using Xunit;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Buurtzorg.BillingAdapters.Conformance.Tests;

/// <summary>The kit passes an honest adapter, and finds what is wrong with one that is not.</summary>
public sealed class ConformanceTests
{
    /// <summary>In seconds. Little only where a slow adapter is to be found; else the machine may be busy.</summary>
    public const int Patience = 300, LittlePatience = 2;

    private static readonly string Samples = Path.Combine(Repository.Root, "tests/BillingAdapters.Conformance.Tests/Samples/pebble");

    [Fact]
    public async Task An_honest_adapter_meets_everything()
    {
        var run = await RunAsync();

        Assert.True(run.Exit == 0, run.Output);
        Assert.Equal(Requirement.All.Select(r => r.Id).Order(StringComparer.Ordinal), run.Report!.Passed);
    }

    public static TheoryData<string> Variants => [.. Broken.All.Select(b => b.Requirement)];

    [Fact]
    public void Every_requirement_has_an_adapter_that_breaks_it() =>
        Assert.Equal(Requirement.All.Select(r => r.Id).Order(StringComparer.Ordinal), Broken.All.Select(b => b.Requirement).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task A_broken_adapter_is_found_by_the_requirement_that_is_meant_for_it(string id)
    {
        var broken = Broken.All.Single(b => b.Requirement == id);

        var run = await RunAsync(broken);

        Assert.True(run.Failed.Contains(id), $"An adapter that {broken.What} meets {id}.\n{run.Output}");
        Assert.True(run.Failed.All(failed => failed == id || broken.Also?.Contains(failed) == true), $"An adapter that {broken.What} also fails others.\n{run.Output}");
        Assert.Equal(id == "MANIFEST-01" ? 2 : 1, run.Exit);
    }

    internal sealed record Run(int Exit, string Output, Report.Content? Report)
    {
        public IReadOnlyList<string> Failed => Report?.Failed.Select(f => f.Id).ToList() ?? (Output.StartsWith("MANIFEST-01", StringComparison.Ordinal) ? ["MANIFEST-01"] : []);
    }

    private static async Task<Run> RunAsync(Broken? broken = null)
    {
        await using var adapter = new PebbleServer(broken);
        var folder = Directory.CreateTempSubdirectory("conformance-");
        try
        {
            var samples = Samples;
            if (broken?.Samples is { } change) change(samples = Copy(Samples, Path.Combine(folder.FullName, "samples")));
            return await RunAsync(folder.FullName, ["--url", $"{adapter.Address}", "--secret", PebbleAdapter.Secret, "--samples", samples, "--restart", adapter.Restart, "--seed", "7", "--patience", $"{(broken?.Requirement == "STRICT-13" ? LittlePatience : Patience)}",
                .. (broken?.Unrelated ?? []).SelectMany(id => new[] { "--except", id })]);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    internal static async Task<Run> RunAsync(string folder, string[] arguments)
    {
        var (output, report) = (new StringWriter(), Path.Combine(folder, "report.yaml"));
        var exit = await Kit.MainAsync([.. arguments, "--report", report, "--junit", Path.Combine(folder, "report.xml"), "--failures", Path.Combine(folder, "failures")], output);
        return new(exit, output.ToString(), File.Exists(report) ? Read(report) : null);
    }

    internal static Report.Content Read(string report) =>
        new DeserializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).Build().Deserialize<Report.Content>(File.ReadAllText(report));

    private static string Copy(string from, string to)
    {
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        return to;
    }
}
