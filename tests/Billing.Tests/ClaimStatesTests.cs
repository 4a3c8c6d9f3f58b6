using Buurtzorg.Billing.Domain;

namespace Buurtzorg.Billing.Tests;

public sealed class ClaimStatesTests
{
    [Theory]
    [InlineData(ClaimState.Closed, "refused>Refused rendered>Rendered")]
    [InlineData(ClaimState.Refused, "tried-again>Closed")]
    [InlineData(ClaimState.Rendered, "sent>Sent partly-answered>Rendered answered>Answered partly-paid>Rendered")]
    [InlineData(ClaimState.Sent, "partly-answered>Sent answered>Answered partly-paid>Sent")]
    [InlineData(ClaimState.Answered, "sent>Answered partly-paid>Answered paid>Paid")]
    [InlineData(ClaimState.Paid, "sent>Paid")]
    public void Only_this_can_happen_to_a_claim(ClaimState from, string all)
    {
        var possible = all.Split(' ').Select(one => one.Split('>')).ToDictionary(one => one[0], one => Enum.Parse<ClaimState>(one[1]));
        foreach (var happened in Enum.GetValues<ClaimEvent>())
        {
            var name = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(happened.ToString());
            Assert.Equal(possible.ContainsKey(name), from.Allows(happened));
            if (possible.TryGetValue(name, out var to)) Assert.Equal(to, from.After(happened));
            else Assert.Contains($"A claim that is {from} cannot be {happened}.", Assert.Throws<InvalidOperationException>(() => from.After(happened)).Message);
        }
    }

    [Fact]
    public void Each_event_leads_to_one_state() => Assert.Equal(ClaimStates.Table.Count, ClaimStates.Table.DistinctBy(row => (row.From, row.Event)).Count());

    [Fact]
    public void The_page_about_claims_shows_the_table()
    {
        var page = Path.Combine(Root(), "docs", "claims.md");
        var text = File.ReadAllText(page);
        var (begin, end) = (text.IndexOf("```mermaid\n", StringComparison.Ordinal) + "```mermaid\n".Length, text.LastIndexOf("\n```", StringComparison.Ordinal));
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1") File.WriteAllText(page, text = text[..begin] + ClaimStates.Drawing() + text[(begin + text[begin..end].Length)..]);
        else Assert.True(text[begin..end] == ClaimStates.Drawing(), $"docs/claims.md differs from the table in ClaimStates.cs: run this test with UPDATE_DOCS=1, and read what the page says around it.");
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "Buurtzorg.Platform.sln"))) at = at.Parent!;
        return at.FullName;
    }
}
