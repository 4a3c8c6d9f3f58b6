using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.StaffWellbeing;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareEvents.Features;

internal static class LogWhenTeamAbsenceChanged
{
    public static Task Handle(TeamAbsenceChanged e, CareEventsDb db)
    {
        db.Tell("teams.absence-changed.v1", e.TeamId, e.Version, clientId: null, e.TeamId,
            ("teamId", e.TeamId), ("version", e.Version), ("happenedAt", DateTimeOffset.UtcNow));
        return Task.CompletedTask;
    }
}

internal static class KeepAreaWhenTeamPlaced
{
    public static Task Handle(TeamPlaced e, CareEventsDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO teams (id, version, area) VALUES ({e.TeamId}, {e.Version}, {e.Area})
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, area = excluded.area WHERE teams.version < excluded.version
        """, ct);
}
