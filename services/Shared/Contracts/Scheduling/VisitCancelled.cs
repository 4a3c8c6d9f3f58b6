namespace Buurtzorg.Contracts.Scheduling;

/// <summary>A planned visit will not take place.</summary>
/// <param name="VisitId">The visit; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the visit.</param>
/// <param name="ClientId">The client who is visited.</param>
/// <param name="TeamId">The team that gives the care.</param>
public sealed record VisitCancelled(Guid VisitId, long Version, Guid ClientId, Guid TeamId);
