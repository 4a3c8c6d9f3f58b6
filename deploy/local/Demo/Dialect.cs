namespace Buurtzorg.Local.Demo;

/// <summary>The messages of a payer's world, as the story calls them; the adapter of the payer decides which world it is.</summary>
/// <param name="Name">As the simulated municipality knows it.</param>
/// <param name="Adapter">The adapter that speaks it.</param>
/// <param name="PastTheEnd">The code by which the payer rejects care after the end of an assignment.</param>
internal sealed record Dialect(string Name, string Adapter, string MediaType, string Assignment, string Receipt, string Claim, string Answer, string PastTheEnd)
{
    private static readonly Dialect[] All =
    [
        new("iwmo", "nl-wmo", "application/xml", "WMO301", "WMO302", "WMO323", "WMO325", "9308"),
        new("csv", "simulated", "text/csv", "purchase order", "acknowledgement", "time-sheet", "remittance advice", "ORDER-DATES"),
    ];

    public static Dialect Of(string adapter) => All.FirstOrDefault(dialect => dialect.Adapter == adapter)
        ?? throw new StoryException($"The story knows no municipality that speaks with the adapter {adapter}; there are {string.Join(", ", All.Select(dialect => dialect.Adapter))}.");
}
