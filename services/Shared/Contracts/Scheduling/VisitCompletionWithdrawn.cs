namespace Buurtzorg.Contracts.Scheduling;

/// <summary>A visit that was told to have taken place turned out not to have; it is planned again.</summary>
/// <param name="VisitId">The visit; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the visit.</param>
/// <param name="ClientId">The client who is visited.</param>
/// <param name="TeamId">The team that gives the care.</param>
public sealed record VisitCompletionWithdrawn(Guid VisitId, long Version, Guid ClientId, Guid TeamId);
