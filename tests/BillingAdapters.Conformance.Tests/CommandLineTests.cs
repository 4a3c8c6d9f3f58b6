using System.Text.Json.Nodes;
using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Conformance.Making;
using Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;
using Xunit;

namespace Buurtzorg.BillingAdapters.Conformance.Tests;

/// <summary>What the kit takes, ends with and leaves behind.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("kit-").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Theory]
    [InlineData(0, "--help")]
    [InlineData(0, "--list")]
    [InlineData(2)]
    [InlineData(2, "--url")]
    [InlineData(2, "--url", "ftp://example.org")]
    [InlineData(2, "--url", "http://127.0.0.1:9", "--samples", "there-is-no-such-folder")]
    [InlineData(2, "--url", "http://127.0.0.1:9", "--unknown", "1")]
    [InlineData(2, "--url", "http://127.0.0.1:9")]
    public async Task Without_an_adapter_it_ends_with_2_unless_it_was_asked_for_words(int exit, params string[] arguments)
    {
        var output = new StringWriter();

        Assert.Equal(exit, await Kit.MainAsync(arguments, output));
        Assert.NotEmpty(output.ToString());
    }

    [Fact]
    public async Task Without_the_secret_there_is_no_manifest()
    {
        await using var adapter = new PebbleServer();

        Assert.Equal(2, (await ConformanceTests.RunAsync(_folder, ["--url", $"{adapter.Address}"])).Exit);
    }

    [Fact]
    public async Task Without_samples_what_needs_them_is_skipped_with_the_reason()
    {
        await using var adapter = new PebbleServer();

        var run = await ConformanceTests.RunAsync(_folder, ["--url", $"{adapter.Address}", "--secret", PebbleAdapter.Secret, "--only", "ROUND", "--only", "HONEST-14", "--only", "PURE-03"]);

        Assert.Equal((0, 0, 7), (run.Exit, run.Report!.Passed.Count, run.Report.Skipped.Count));
        Assert.Equal("No samples: give --samples.", run.Report.Skipped["ROUND-01"]);
        Assert.Equal("No --restart.", run.Report.Skipped["PURE-03"]);
    }

    [Fact]
    public async Task A_failure_leaves_the_request_and_the_command_that_checks_it_again()
    {
        await using var adapter = new PebbleServer(Broken.All.Single(b => b.Requirement == "HONEST-02"));

        var run = await ConformanceTests.RunAsync(_folder, ["--url", $"{adapter.Address}", "--secret", PebbleAdapter.Secret, "--seed", "7", "--only", "HONEST-02"]);

        var failed = Assert.Single(run.Report!.Failed);
        Assert.EndsWith($"--url {adapter.Address} --secret \"$SECRET\" --seed 7 --only HONEST-02", failed.Again);
        Assert.DoesNotContain(PebbleAdapter.Secret, run.Output);
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(Path.Combine(_folder, "failures", "HONEST-02-1.json")))!["total"]);
        var junit = XElement.Load(Path.Combine(_folder, "report.xml"));
        Assert.Equal("1", junit.Attribute("failures")!.Value);
        Assert.StartsWith("HONEST-02", Assert.Single(junit.Elements("testcase")).Attribute("name")!.Value);
    }

    [Fact]
    public void The_README_has_the_table_of_requirements()
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "tests/BillingAdapters.Conformance/README.md"));

        Assert.EndsWith(Requirement.Table(), readme);
    }

    [Fact]
    public void An_id_is_used_once() => Assert.Equal(Requirement.All.Count, Requirement.All.DistinctBy(r => r.Id).Count());

    [Theory]
    [InlineData("^[0-9]{4}$")]
    [InlineData("^(0[1-9]|1[0-8])-[A-Z]+$")]
    [InlineData("^[a-z0-9]+(-[a-z0-9]+)*$")]
    [InlineData(@"^\d{2}\.\w?[^A-Z]$")]
    [InlineData("^(?:NL|BE)[0-9]{2,5}$")]
    public void Strings_are_made_for_the_patterns_that_adapters_use(string pattern)
    {
        var random = new Random(1);

        Assert.All(Enumerable.Range(0, 50), _ => Assert.True(PatternStrings.Make(pattern, random, 12) is { Length: <= 12 } text && PatternStrings.Matches(pattern, text)));
    }

    [Fact]
    public void The_same_seed_makes_the_same_claims() =>
        Assert.Equal(ClaimMaker.ToJson(new ClaimMaker(PebbleAdapter.Manifest, new(), 3).Make(1)).ToJsonString(), ClaimMaker.ToJson(new ClaimMaker(PebbleAdapter.Manifest, new(), 3).Make(1)).ToJsonString());

    [Theory]
    [InlineData("<a><b c=\"1\">x</b><b>y</b></a>", "/a/b[1]/@c", "/a/b[1]", "/a/b[2]")]
    [InlineData("{\"a\":[1,{\"b\":\"x\"}]}", "/a/0", "/a/1/b")]
    [InlineData("one=1;2026-10-31\ntwo", "/1/1", "/1/2", "/1/3", "/2/1")]
    public void Each_value_of_a_message_has_a_place_and_can_be_changed(string message, params string[] places)
    {
        var values = MessageValues.Of(System.Text.Encoding.UTF8.GetBytes(message));

        Assert.Equal(places, values.Places);
        Assert.Equal(places.Length, Enumerable.Range(0, places.Length).Select(i => Convert.ToBase64String(values.Change(i))).Distinct().Count());
    }

    [Theory]
    [InlineData("/a/**", "/a/b[2]/c", true)]
    [InlineData("/a/*/c", "/a/b[2]/c", true)]
    [InlineData("/a/b/c", "/a/b[2]/c", true)]
    [InlineData("/a/b[1]/c", "/a/b[2]/c", false)]
    [InlineData("/a/b", "/a/b[2]/c", false)]
    public void A_place_is_insignificant_by_its_pattern(string pattern, string place, bool covered) => Assert.Equal(covered, Insignificant.Covers([pattern], place));
}
