using Buurtzorg.Scheduling.Domain;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A visit: what was planned, what happened, and when that was told. Instants in UTC.</summary>
/// <param name="Id">The visit.</param>
/// <param name="ClientId">The client who is visited.</param>
/// <param name="TeamId">The team that gives the care.</param>
/// <param name="CarerId">The person who visits.</param>
/// <param name="Service">The kind of care.</param>
/// <param name="State">How far it has come.</param>
/// <param name="PlannedStart">Included.</param>
/// <param name="PlannedEnd">Excluded.</param>
/// <param name="StartedAt">When the care began; null until it was completed.</param>
/// <param name="EndedAt">When the care ended; null until it was completed.</param>
/// <param name="RecordedAt">When the completion was told to the platform; null until then.</param>
/// <param name="Uncovered">Nobody will come: the carer is away, and it waits for a colleague to take it.</param>
public sealed record ShownVisit(
    Guid Id,
    Guid ClientId,
    Guid TeamId,
    Guid CarerId,
    CareService Service,
    VisitState State,
    DateTimeOffset PlannedStart,
    DateTimeOffset PlannedEnd,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    DateTimeOffset? RecordedAt,
    bool Uncovered)
{
    internal static ShownVisit Of(Visit visit) => new(
        visit.Id, visit.ClientId, visit.TeamId, visit.CarerId, visit.Service, visit.State,
        visit.PlannedStart, visit.PlannedEnd, visit.StartedAt, visit.EndedAt, visit.RecordedAt, visit.Uncovered);
}
