namespace Buurtzorg.Contracts.Scheduling;

/// <summary>A visit that was said to have taken place did not; a completion with a lower version no longer holds.</summary>
/// <param name="VisitId">The visit; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the visit.</param>
/// <param name="ClientId">The client who was to be visited.</param>
/// <param name="TeamId">The team that gives the care.</param>
public sealed record VisitCompletionWithdrawn(Guid VisitId, long Version, Guid ClientId, Guid TeamId);
