namespace Buurtzorg.Billing.Domain;

/// <summary>A visit as money sees it, always as it was told last; what was claimed of it is fixed in the lines of claims.</summary>
internal sealed class Delivery
{
    public Guid VisitId { get; init; }
    public long Version { get; init; }
    public Guid ClientId { get; init; }
    public Guid TeamId { get; init; }
    public required string Service { get; init; }
    public DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset EndedAt { get; init; }

    /// <summary>The day on which the visit began, in the time zone of the install; it decides the month.</summary>
    public DateOnly DeliveredOn { get; init; }
    public Month Month { get; init; }

    /// <summary>Where the version before counted.</summary>
    public Month? MonthBefore { get; init; }
    public int Minutes { get; init; }
    public int PlannedMinutes { get; init; }

    /// <summary>It turned out not to have taken place.</summary>
    public bool Withdrawn { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string? TraceParent { get; init; }
}
