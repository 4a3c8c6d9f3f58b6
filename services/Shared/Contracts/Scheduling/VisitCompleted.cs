namespace Buurtzorg.Contracts.Scheduling;

/// <summary>A visit took place; told during or after the visit, sometimes days later.</summary>
/// <param name="VisitId">The visit; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the visit.</param>
/// <param name="ClientId">The client who is visited.</param>
/// <param name="TeamId">The team that gives the care.</param>
/// <param name="CarerId">The team member who visits.</param>
/// <param name="Service">The kind of care: <c>personal-care</c>, <c>nursing</c>, <c>guidance</c> or <c>guidance-specialised</c>.</param>
/// <param name="StartedAt">When the care began; UTC.</param>
/// <param name="EndedAt">When the care ended; UTC, after <paramref name="StartedAt"/>.</param>
/// <param name="Minutes">Whole minutes of care given, 1 to 1440.</param>
/// <param name="PlannedMinutes">Whole minutes that were planned, 1 to 1440.</param>
/// <param name="RecordedAt">When it was told to the platform; UTC.</param>
public sealed record VisitCompleted(Guid VisitId, long Version, Guid ClientId, Guid TeamId, Guid CarerId, string Service, DateTimeOffset StartedAt, DateTimeOffset EndedAt, int Minutes, int PlannedMinutes, DateTimeOffset RecordedAt);
