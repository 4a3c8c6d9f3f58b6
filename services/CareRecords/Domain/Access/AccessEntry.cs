namespace Buurtzorg.CareRecords.Domain.Access;

/// <summary>What was done with the data of a client.</summary>
public enum AccessAct
{
    /// <summary>Somebody looked.</summary>
    Look,

    /// <summary>Somebody changed or added something.</summary>
    Change,
}

// The fields of NEN 7513: what and when, whose data, who in which role, on whose responsibility, from where, with what outcome and why.
internal sealed record AccessEntry
{
    public required Guid ClientId { get; init; }
    public required DateTimeOffset At { get; init; }
    public required AccessAct Act { get; init; }
    public required string What { get; init; }
    public required Guid PersonId { get; init; }
    public required string Kind { get; init; }
    public Guid? TeamId { get; init; }
    public required string Service { get; init; }
    public required bool Allowed { get; init; }
    public required string Basis { get; init; }
    public string? Purpose { get; init; }

    public Guid Id { get; init; }
    public long Number { get; init; }
    public byte[] Hash { get; init; } = [];
}
