using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts.Scheduling;

namespace Buurtzorg.CareEvents.Features;

// A class per event, because a reaction's queue is named after its class. Who visits, and which care it is, is fetched by those who may know it.

internal static class LogWhenVisitPlanned
{
    public static Task Handle(VisitPlanned e, CareEventsDb db) => db.TellVisitAsync("visits.visit-planned.v1", e.VisitId, e.Version, e.ClientId, e.TeamId, null);
}

internal static class LogWhenVisitMoved
{
    public static Task Handle(VisitMoved e, CareEventsDb db) => db.TellVisitAsync("visits.visit-moved.v1", e.VisitId, e.Version, e.ClientId, e.TeamId, null);
}

internal static class LogWhenVisitCancelled
{
    public static Task Handle(VisitCancelled e, CareEventsDb db) => db.TellVisitAsync("visits.visit-cancelled.v1", e.VisitId, e.Version, e.ClientId, e.TeamId, null);
}

internal static class LogWhenVisitCompleted
{
    public static Task Handle(VisitCompleted e, CareEventsDb db) => db.TellVisitAsync("visits.visit-completed.v1", e.VisitId, e.Version, e.ClientId, e.TeamId, e.EndedAt);
}

internal static class LogWhenVisitCompletionWithdrawn
{
    public static Task Handle(VisitCompletionWithdrawn e, CareEventsDb db) => db.TellVisitAsync("visits.visit-completion-withdrawn.v1", e.VisitId, e.Version, e.ClientId, e.TeamId, null);
}

internal static class LogWhenVisitUncovered
{
    public static Task Handle(VisitUncovered e, CareEventsDb db) => db.TellVisitAsync("visits.visit-uncovered.v1", e.VisitId, e.Version, e.ClientId, e.TeamId, null);
}

internal static class LogWhenVisitCovered
{
    public static Task Handle(VisitCovered e, CareEventsDb db) => db.TellVisitAsync("visits.visit-covered.v1", e.VisitId, e.Version, e.ClientId, e.TeamId, null);
}

file static class Visits
{
    public static Task TellVisitAsync(this CareEventsDb db, string type, Guid visitId, long version, Guid clientId, Guid teamId, DateTimeOffset? happenedAt)
    {
        db.Tell(type, visitId, version, clientId, teamId,
            ("visitId", visitId), ("clientId", clientId), ("teamId", teamId), ("version", version), ("happenedAt", happenedAt ?? DateTimeOffset.UtcNow));
        return Task.CompletedTask;
    }
}
