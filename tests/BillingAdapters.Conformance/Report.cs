using System.Globalization;
using System.Xml.Linq;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>What was found, for people and for build servers.</summary>
internal sealed class Report(Subject subject, IReadOnlyList<Finding> findings)
{
    public void WriteYaml(string file)
    {
        var content = new Content
        {
            ContractVersion = subject.Manifest.ContractVersion,
            Adapter = subject.Manifest.Name,
            AdapterVersion = subject.Manifest.Version,
            Capabilities = [.. (subject.Shown.Json!["capabilities"]!.AsObject()).Where(c => c.Value?.ToJsonString() == "true").Select(c => c.Key)],
            Seed = subject.Options.Seed,
            Passed = Ids(Verdict.Passed),
            Failed = [.. Of(Verdict.Failed).Select(f => new Failed
            {
                Id = f.Requirement.Id,
                Requirement = f.Requirement.Says,
                Trace = f.Requirement.Trace,
                Found = [.. f.Failures.Take(10).Select(failure => failure.File is null ? failure.Says : $"{failure.Says} ({failure.File})")],
                Again = subject.Options.Again(f.Requirement.Id),
            })],
            Skipped = Of(Verdict.Skipped).ToDictionary(f => f.Requirement.Id, f => f.Reason!),
        };
        Prepare(file);
        File.WriteAllText(file, new SerializerBuilder().WithNamingConvention(CamelCaseNamingConvention.Instance).WithIndentedSequences().Build().Serialize(content));
    }

    public void WriteJUnit(string file)
    {
        Prepare(file);
        new XElement("testsuite",
            new XAttribute("name", $"conformance of {subject.Manifest.Name}"), new XAttribute("tests", findings.Count),
            new XAttribute("failures", Of(Verdict.Failed).Count()), new XAttribute("skipped", Of(Verdict.Skipped).Count()),
            findings.Select(f => new XElement("testcase",
                new XAttribute("classname", $"Conformance.{f.Requirement.Id.Split('-')[0]}"), new XAttribute("name", $"{f.Requirement.Id} {f.Requirement.Says}"),
                new XAttribute("time", f.Took.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture)),
                f.Verdict == Verdict.Skipped ? new XElement("skipped", new XAttribute("message", f.Reason!)) : null,
                f.Verdict == Verdict.Failed ? new XElement("failure", new XAttribute("message", f.Failures[0].Says), $"{string.Join('\n', f.Failures.Select(x => x.Says))}\n{subject.Options.Again(f.Requirement.Id)}") : null)))
            .Save(file);
    }

    private static void Prepare(string file) => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(file))!);

    private IEnumerable<Finding> Of(Verdict verdict) => findings.Where(f => f.Verdict == verdict).OrderBy(f => f.Requirement.Id, StringComparer.Ordinal);

    private List<string> Ids(Verdict verdict) => [.. Of(verdict).Select(f => f.Requirement.Id)];

    /// <summary>The file that can be committed.</summary>
    internal sealed class Content
    {
        public string ContractVersion { get; set; } = "";
        public string Adapter { get; set; } = "";
        public string AdapterVersion { get; set; } = "";
        public List<string> Capabilities { get; set; } = [];
        public int Seed { get; set; }
        public List<string> Passed { get; set; } = [];
        public List<Failed> Failed { get; set; } = [];
        public Dictionary<string, string> Skipped { get; set; } = [];
    }

    internal sealed class Failed
    {
        public string Id { get; set; } = "";
        public string Requirement { get; set; } = "";
        public string Trace { get; set; } = "";
        public List<string> Found { get; set; } = [];
        public string Again { get; set; } = "";
    }
}
