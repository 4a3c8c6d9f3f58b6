using Buurtzorg.Local.Reconciliation;

namespace Buurtzorg.Local.Tests;

public sealed class ComparisonTests
{
    private static readonly Comparison Visits = new("visit", "scheduling", "", "billing", "");

    [Fact]
    public void What_agrees_is_not_mentioned() => Assert.Empty(Visits.Between(Facts(("1", "60 minutes")), Facts(("1", "60 minutes"))));

    [Fact]
    public void What_got_lost_what_came_from_nowhere_and_what_differs_are_each_told()
    {
        var differences = Visits.Between(
            Facts(("lost", "60 minutes"), ("other", "60 minutes")),
            Facts(("other", "30 minutes"), ("nowhere", "10 minutes")));

        Assert.Equal(
            [
                "visit lost: scheduling has 60 minutes; billing has nothing.",
                "visit other: scheduling has 60 minutes; billing has 30 minutes.",
                "visit nowhere: scheduling has nothing; billing has 10 minutes.",
            ], differences);
    }

    private static Dictionary<string, string> Facts(params (string Id, string Fact)[] facts) => facts.ToDictionary(fact => fact.Id, fact => fact.Fact);
}
