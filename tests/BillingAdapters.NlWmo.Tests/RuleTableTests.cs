using System.Text;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Buurtzorg.BillingAdapters.NlWmo.Rules;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>The table says what is checked; this holds it to its word.</summary>
public sealed class RuleTableTests
{
    [Fact]
    public void Each_sample_breaks_its_rule_and_no_other()
    {
        foreach (var sample in RuleSample.All)
        {
            var rule = RowOf(sample);
            var faults = sample.Break();

            Assert.True(faults.Any(f => f.Code == sample.Code && f.PayerCode == rule.ReturnCode), $"{sample}: {string.Join("; ", faults)}");
            Assert.True(faults.All(f => f.Rule == sample.Number && (f.Rule is not null || f.Code == sample.Code)), $"{sample}: {string.Join("; ", faults)}");
            Assert.DoesNotContain(faults, f => f.ToString().Contains(Sample.Client));
        }
    }

    [Fact]
    public void Each_rule_that_is_checked_here_has_a_sample() =>
        Assert.Empty(RuleTable.All.Where(rule => rule.By == By.Adapter).Except(RuleSample.All.Select(RowOf)).Select(rule => $"{rule.Number} {rule.Code} {string.Join(",", rule.On)}"));

    [Fact]
    public void What_is_as_it_should_be_breaks_no_rule()
    {
        Assert.Empty(ReadAssignments.Read(Sample.Assignments()).Value!.Faults);
        Assert.Empty(RenderClaim.Render(Sample.Claim()).Faults);
        Assert.Empty(ReadAnswer.Read(new(Sample.Bytes("wmo325-partly.xml"), Sample.Sent())).Value!.Faults);
        Assert.Empty(ReadRequestAnswer.Read(new(Sample.Bytes("wmo319.xml"), new(2026, 10, 10), "R000000002")).Value!.Faults);
        Assert.Empty(RenderNotice.Render(Notices.Start()).Faults.Concat(RenderNotice.Render(Notices.Stop()).Faults));
        Assert.Empty(RenderRequest.Render(Notices.Request()).Faults.Concat(RenderRequest.Render(Notices.Change()).Faults));
        foreach (var file in new[] { "wmo305.xml", "wmo307.xml", "wmo315.xml", "wmo317.xml" })
            Assert.Empty(ReadReturn.Read(new(Notices.Return(file), ReadReturnTests.About(file))).Value!.Faults);
    }

    [Fact]
    public void A_rule_is_in_the_table_once() =>
        Assert.Empty(RuleTable.All.SelectMany(rule => rule.On.Select(on => (rule.Number, rule.Code, on))).GroupBy(row => row).Where(same => same.Count() > 1).Select(same => same.Key));

    [Fact]
    public void Aids_may_be_assigned_for_the_same_days() =>
        Assert.Empty(ReadAssignments.Read(Sample.Assignments(m =>
        {
            m.Set("Categorie", "11");
            m.Set("Categorie", "11", 1);
            m.Set("Code", "02A04", 1);
        })).Value!.Faults);

    [Fact]
    public void The_page_of_rules_is_made_of_the_table()
    {
        var file = Path.Combine(Root(), "docs", "nl-wmo-rules.md");
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(file, Page());

        Assert.Equal(File.Exists(file) ? File.ReadAllText(file) : "", Page()); // UPDATE_DOCS=1 writes it anew
    }

    private static Rule RowOf(RuleSample sample) =>
        RuleTable.All.Single(rule => rule.Number == sample.Number && rule.Code == sample.Code && rule.On.Contains(sample.Message));

    private static string Page()
    {
        var page = new StringBuilder("""
            # Rules of iWmo 3.2 in the adapter nl-wmo

            Made from `services/BillingAdapters/NlWmo/Rules/RuleTable.cs`; do not edit. A test breaks each rule that the adapter checks, and
            regenerates this page with `UPDATE_DOCS=1`. Beside these the adapter holds every message to its shape: elements, their order, and the
            form of their values.

            Numbers are those of the standard; a dash is a rule of the adapter contract only. The return code is what the sender of such a message is told.
            The schemas of the return messages 302 to 320 are not published with the others: their shape is that of the original with what IV028 adds,
            and their codes (415, 419, 421, 445, 481, 483) are those of published examples.

            """);
        Section(page, "Checked by the adapter", By.Adapter);
        Section(page, "Seen to by billing", By.Billing, "They need earlier messages, which only billing keeps; it objects to what comes in, and does not send what would break them.");
        Section(page, "Judged by the municipality", By.Municipality, "They need the contract or a list that is not at hand; the code comes back.");
        return page.ToString().ReplaceLineEndings("\n");
    }

    private static void Section(StringBuilder page, string title, By by, string? remark = null)
    {
        page.AppendLine().AppendLine($"## {title}").AppendLine();
        if (remark is not null) page.AppendLine(remark).AppendLine();
        page.AppendLine("| rule | what it says | in | out | return code | fault |").AppendLine("|---|---|---|---|---|---|");
        foreach (var rule in RuleTable.All.Where(rule => rule.By == by))
            page.AppendLine($"| {rule.Number ?? "–"} | {rule.Says} | {Numbers(rule.In)} | {Numbers(rule.Out)} | {rule.ReturnCode ?? "–"} | {(rule.Code.Length == 0 ? "–" : $"`{rule.Code}`")} |");
    }

    private static string Numbers(IEnumerable<string> messages) => string.Join(" ", messages.Select(message => message[3..]));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder!.GetFiles("*.sln").Length == 0) folder = folder.Parent;
        return folder.FullName;
    }
}
