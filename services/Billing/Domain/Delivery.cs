namespace Buurtzorg.Billing.Domain;

/// <summary>A visit that took place, as money sees it. Once claimed it stays as it was claimed; a later change is kept beside it.</summary>
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
    public int Minutes { get; init; }
    public DateTimeOffset RecordedAt { get; init; }
    public string? TraceParent { get; init; }
    public Guid? ClaimLineId { get; set; }
    public int? MinutesAfterClaim { get; init; }
}
