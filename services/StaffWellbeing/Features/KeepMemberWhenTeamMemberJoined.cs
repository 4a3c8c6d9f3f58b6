using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

internal static class KeepMemberWhenTeamMemberJoined
{
    public static Task Handle(TeamMemberJoined joined, StaffWellbeingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct) =>
        KeepAsync(db, joined.TeamId, joined.Version, joined.PersonId, isMember: true, joined.ContractedMinutesPerWeek, zone.Today(clock), ct);

    /// <summary>Each change of a team once, in whatever order and however often it comes.</summary>
    internal static Task<int> KeepAsync(StaffWellbeingDb db, Guid teamId, long version, Guid personId, bool isMember, int? minutes, DateOnly day, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"""
            INSERT INTO membership_changes (team_id, version, person_id, is_member, contracted_minutes, day)
            VALUES ({teamId}, {version}, {personId}, {isMember}, {minutes}, {day}) ON CONFLICT DO NOTHING
            """, ct);
}
