namespace Buurtzorg.Contracts.Scheduling;

/// <summary>A planned visit has nobody who will come: the carer is away. It stays planned until somebody takes it or it is cancelled.</summary>
/// <param name="VisitId">The visit; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the visit.</param>
/// <param name="ClientId">The client who is visited.</param>
/// <param name="TeamId">The team that gives the care.</param>
public sealed record VisitUncovered(Guid VisitId, long Version, Guid ClientId, Guid TeamId);
