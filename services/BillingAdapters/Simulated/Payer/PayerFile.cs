using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Simulated.Payer;

/// <summary>Everything that one payer knows and has still to deliver: one file, so that each message changes it whole or not at all.</summary>
internal sealed record PayerFile(string Payer)
{
    public Simulation? Simulation { get; set; }
    public long LastPost { get; set; }
    public long LastReference { get; set; }
    public long LastOrder { get; set; }

    /// <summary>Hash of what was handed over, by its key.</summary>
    public Dictionary<string, string> Taken { get; init; } = [];

    public List<Post> Posts { get; init; } = [];
    public List<Order> Orders { get; init; } = [];
    public HashSet<string> Received { get; init; } = [];
    public List<JudgedLine> Lines { get; init; } = [];

    /// <summary>What the provider said of the payer's own documents, by their reference.</summary>
    public Dictionary<string, string> Acknowledged { get; init; } = [];

    public string NextReference(string kind) => $"{kind}-{++LastReference:D6}";
}

/// <summary>A document on its way to the provider. It gets its place in the row, its id, when it can be seen.</summary>
internal sealed record Post(string Name, string Content)
{
    public string? Id { get; set; }
    public int PollsToWait { get; set; }
    public bool Held { get; set; }
}

internal sealed record Order(
    string Number, AssignmentChange Change, string? ChangeReason, string Client, string? Category, string? Service, DateTime DecidedAt,
    DateOnly From, DateOnly? Until, long? Quantity, Unit? Unit, Frequency? Per, long? Budget);

/// <param name="Amount">Signed.</param>
internal sealed record JudgedLine(
    string Provider, string Reference, string Type, string? Corrects, string Client, string? Order, string Service,
    DateOnly From, DateOnly Until, long Quantity, Unit Unit, long? Rate, long Amount, bool Paid);
