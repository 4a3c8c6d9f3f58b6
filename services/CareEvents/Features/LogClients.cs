using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts.CareRecords;

namespace Buurtzorg.CareEvents.Features;

// Why care ended, who was let in and under which identifier somebody is known stays inside.

internal static class LogWhenClientAdmitted
{
    public static Task Handle(ClientAdmitted e, CareEventsDb db, CancellationToken ct) => db.TellCareAsync("clients.client-admitted.v1", e.ClientId, e.Version, e.TeamId, e.AdmittedOn, ct);
}

internal static class LogWhenCareEnded
{
    public static Task Handle(CareEnded e, CareEventsDb db, CancellationToken ct) => db.TellCareAsync("clients.care-ended.v1", e.ClientId, e.Version, e.TeamId, e.EndedOn, ct);
}

internal static class LogWhenCareResumed
{
    public static Task Handle(CareResumed e, CareEventsDb db, CancellationToken ct) => db.TellCareAsync("clients.care-resumed.v1", e.ClientId, e.Version, e.TeamId, e.AdmittedOn, ct);
}

internal static class LogWhenAccessChanged
{
    public static Task Handle(AccessChanged e, CareEventsDb db)
    {
        db.Tell("clients.access-changed.v1", e.ClientId, e.Version, e.ClientId, e.TeamId,
            ("clientId", e.ClientId), ("teamId", e.TeamId), ("version", e.Version), ("happenedAt", DateTimeOffset.UtcNow));
        return Task.CompletedTask;
    }
}

file static class Care
{
    public static Task TellCareAsync(this CareEventsDb db, string type, Guid clientId, long version, Guid teamId, DateOnly happenedOn, CancellationToken ct)
    {
        db.Tell(type, clientId, version, clientId, teamId, ("clientId", clientId), ("teamId", teamId), ("version", version), ("happenedOn", happenedOn));
        return db.KeepTeamOfClientAsync(clientId, version, teamId, ct);
    }
}
