using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Buurtzorg.BillingAdapters.Conformance.Requirements;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>Checks an adapter and tells what was found.</summary>
internal static class Kit
{
    private const int Met = 0, NotMet = 1, NoAdapter = 2;

    public static async Task<int> MainAsync(string[] args, TextWriter output)
    {
        var options = Options.Parse(args);
        if (options.List)
        {
            output.Write(Requirement.Table());
            return Met;
        }
        if (options.Help || options.Mistake is not null)
        {
            if (options.Mistake is not null) output.WriteLine(options.Mistake);
            output.WriteLine(Usage);
            return options.Help ? Met : NoAdapter;
        }
        try
        {
            return await CheckAsync(options, output);
        }
        catch (Exception e) when (e is InvalidDataException or YamlDotNet.Core.YamlException or NotSupportedException)
        {
            output.WriteLine(e.Message);
            return NoAdapter;
        }
    }

    private static async Task<int> CheckAsync(Options options, TextWriter output)
    {
        using var adapter = new Adapter(options.Url!, options.Secret);
        var shown = await adapter.GetAsync(AdapterRoutes.Manifest);
        if (shown.Status != 200)
        {
            output.WriteLine($"{options.Url} gives no manifest: {shown}");
            return NoAdapter;
        }
        if (Manifests.Mistakes(shown.Json) is { Count: > 0 } mistakes)
        {
            output.WriteLine("MANIFEST-01 The manifest is not as its schema says:");
            mistakes.ForEach(mistake => output.WriteLine($"  {mistake}"));
            return NoAdapter;
        }
        var subject = new Subject(options, adapter, shown, JsonSerializer.Deserialize<Manifest>(shown.Response, ContractJson.Options)!);
        if (options.Record) return await Recording.WriteAsync(subject, output);
        output.WriteLine($"{subject.Manifest.Name} {subject.Manifest.Version}, contract {subject.Manifest.ContractVersion}, {options.Url}, seed {options.Seed}");
        await Pure.RememberAsync(subject);

        var findings = new List<Finding>();
        foreach (var requirement in Requirement.All.Where(r => (options.Only.Count == 0 || Named(r, options.Only)) && !Named(r, options.Except)))
        {
            findings.Add(Saved(options, await CheckAsync(subject, requirement)));
            Say(findings[^1], options, output);
        }
        var report = new Report(subject, findings);
        if (options.Report is { } yaml) report.WriteYaml(yaml);
        if (options.JUnit is { } xml) report.WriteJUnit(xml);
        int Count(Verdict verdict) => findings.Count(f => f.Verdict == verdict);
        output.WriteLine($"{Count(Verdict.Passed)} passed, {Count(Verdict.Failed)} failed, {Count(Verdict.Skipped)} skipped.");
        return Count(Verdict.Failed) == 0 ? Met : NotMet;
    }

    private static async Task<Finding> CheckAsync(Subject subject, Requirement requirement)
    {
        var clock = Stopwatch.StartNew();
        Finding Skip(string reason) => new(requirement, Verdict.Skipped, reason, [], clock.Elapsed);
        if (subject.Minor < requirement.Since) return Skip($"Since 1.{requirement.Since.ToString(CultureInfo.InvariantCulture)} of the contract.");
        if (!subject.Can(requirement.Capability)) return Skip($"Without the capability {requirement.Capability!.Replace("|", " or ")}.");
        var trial = new Trial(subject);
        try
        {
            await requirement.Check(trial);
        }
        catch (Skipped e)
        {
            if (trial.Failures.Count == 0) return Skip(e.Message);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            trial.Fail($"The check ended early: {e.Message}");
        }
        return new(requirement, trial.Failures.Count == 0 ? Verdict.Passed : Verdict.Failed, null, trial.Failures, clock.Elapsed);
    }

    private static bool Named(Requirement requirement, List<string> ids) => ids.Any(id => requirement.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase));

    private static Finding Saved(Options options, Finding finding) => finding with
    {
        Failures = [.. finding.Failures.Select((failure, i) =>
        {
            if (failure.Exchange is not { } exchange || i >= 20) return failure;
            Directory.CreateDirectory(options.Failures);
            var file = Path.Combine(options.Failures, $"{finding.Requirement.Id}-{i + 1}.json");
            File.WriteAllBytes(file, exchange.Request);
            return failure with { File = file };
        })],
    };

    private static void Say(Finding finding, Options options, TextWriter output)
    {
        var (id, says) = (finding.Requirement.Id, finding.Requirement.Says);
        if (finding.Verdict != Verdict.Failed)
        {
            output.WriteLine($"{(finding.Verdict == Verdict.Passed ? "ok     " : "skipped")} {id,-13} {finding.Reason ?? says}{(finding.Took > TimeSpan.FromSeconds(2) ? $" ({finding.Took.TotalSeconds:0.0} s)" : "")}");
            return;
        }
        output.WriteLine($"FAILED  {id,-13} {says} ({finding.Requirement.Trace})");
        foreach (var failure in finding.Failures.Take(10)) output.WriteLine($"          {failure.Says}{(failure.File is null ? "" : $" {failure.File}")}");
        if (finding.Failures.Count > 10) output.WriteLine($"          and {finding.Failures.Count - 10} more");
        output.WriteLine($"          again: {options.Again(id)}");
    }

    private const string Usage = """
        Checks a billing adapter against its contract.
          --url <address>        where the adapter listens
          --secret <secret>      what billing would send as its bearer token
          --samples <folder>     messages and claims of the payer's world (README.md has the format)
          --restart "<command>"  restarts the adapter and returns
          --deliver "<command>"  puts {file} where a payer's message arrives
          --seed <number>        makes the same random claims again
          --only <id>            one requirement, or all that begin so; may be repeated
          --except <id>          but not this one; may be repeated
          --report <file.yaml>   --junit <file.xml>   --failures <folder>   --patience <seconds>
          --record               writes each response.json that is missing in the samples
          --list                 what is required      --help
        Ends with 0 when everything that applies is met, 1 when something is not, 2 without an adapter or a valid manifest.
        """;
}
