namespace Buurtzorg.Contracts.Scheduling;

/// <summary>A visit stands in the roster of a team.</summary>
/// <param name="VisitId">The visit; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the visit.</param>
/// <param name="ClientId">The client who is visited.</param>
/// <param name="TeamId">The team that gives the care.</param>
/// <param name="CarerId">The team member who visits.</param>
/// <param name="Service">The kind of care: <c>personal-care</c>, <c>nursing</c>, <c>guidance</c> or <c>guidance-specialised</c>.</param>
/// <param name="PlannedStart">UTC; included.</param>
/// <param name="PlannedEnd">UTC; excluded.</param>
public sealed record VisitPlanned(Guid VisitId, long Version, Guid ClientId, Guid TeamId, Guid CarerId, string Service, DateTimeOffset PlannedStart, DateTimeOffset PlannedEnd);
