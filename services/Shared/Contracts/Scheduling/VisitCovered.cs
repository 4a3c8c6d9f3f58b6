namespace Buurtzorg.Contracts.Scheduling;

/// <summary>An uncovered visit has somebody again: a colleague took it, or its carer is back.</summary>
/// <param name="VisitId">The visit; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the visit.</param>
/// <param name="ClientId">The client who is visited.</param>
/// <param name="TeamId">The team that gives the care.</param>
/// <param name="CarerId">The team member who will come.</param>
public sealed record VisitCovered(Guid VisitId, long Version, Guid ClientId, Guid TeamId, Guid CarerId);
