using Buurtzorg.CareRecords.Data;
using Buurtzorg.Contracts.Scheduling;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

internal static class KeepMemberWhenTeamMemberJoined
{
    public static Task Handle(TeamMemberJoined joined, CareRecordsDb db, CancellationToken ct) =>
        TeamCopy.KeepAsync(db, joined.TeamId, joined.PersonId, joined.Version, isMember: true, joined.Qualification, ct);
}

internal static class TeamCopy
{
    /// <summary>Keeps the highest version per team and person, in whatever order and however often they come.</summary>
    public static Task KeepAsync(CareRecordsDb db, Guid teamId, Guid personId, long version, bool isMember, string? qualification, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO team_members (team_id, person_id, version, is_member, qualification)
            VALUES ({teamId}, {personId}, {version}, {isMember}, {qualification})
            ON CONFLICT (team_id, person_id) DO UPDATE
            SET version = excluded.version, is_member = excluded.is_member, qualification = excluded.qualification
            WHERE team_members.version < excluded.version
            """, ct);
}
