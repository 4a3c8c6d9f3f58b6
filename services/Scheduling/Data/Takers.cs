using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Data;

/// <summary>A member of the team who could be at a visit: neither away nor with another client.</summary>
internal sealed record FreeMember(Guid VisitId, Guid PersonId, int ContractedMinutes, int PlannedMinutes);

/// <summary>Who came, or comes, to the client before a visit: in the four weeks before it each once, and to the last visits before it.</summary>
internal sealed record FacesBefore(Guid VisitId, Guid[] Faces, Guid[] Last);

internal static class Takers
{
    private const int LastVisits = 10;
    private static readonly TimeSpan FourWeeks = TimeSpan.FromDays(28);

    public static Task<List<FreeMember>> FreeMembersAsync(this SchedulingDb db, IReadOnlyList<ShownVisit> visits, InstallTimeZone zone, CancellationToken ct)
    {
        var ids = visits.Select(visit => visit.Id).ToArray();
        var days = visits.Select(visit => zone.DayOf(visit.PlannedStart)).ToArray();
        var weeks = Array.ConvertAll(days, day => zone.StartOf(Weeks.MondayOf(day)));
        var nextWeeks = Array.ConvertAll(days, day => zone.StartOf(Weeks.MondayOf(day).AddDays(7)));
        return db.Database.SqlQuery<FreeMember>(
            $"""
            SELECT visit.id AS "VisitId", member.person_id AS "PersonId", member.contracted_minutes_per_week AS "ContractedMinutes",
                (SELECT coalesce(sum(extract(epoch FROM other.planned_end - other.planned_start) / 60), 0)::int FROM visits other
                 WHERE other.carer_id = member.person_id AND other.cancelled_at IS NULL AND other.uncovered_at IS NULL
                    AND tstzrange(other.planned_start, other.planned_end) && tstzrange(asked.week, asked.next_week)
                    AND other.planned_start >= asked.week) AS "PlannedMinutes"
            FROM unnest({ids}, {days}, {weeks}, {nextWeeks}) AS asked (id, day, week, next_week)
            JOIN visits visit ON visit.id = asked.id
            JOIN team_members member ON member.team_id = visit.team_id AND member.person_id <> visit.carer_id
            WHERE NOT EXISTS (SELECT FROM absences absence WHERE absence.person_id = member.person_id AND absence.first_day <= asked.day AND asked.day < absence.back_on)
                AND NOT EXISTS (SELECT FROM visits other WHERE other.carer_id = member.person_id AND other.cancelled_at IS NULL
                    AND tstzrange(other.planned_start, other.planned_end) && tstzrange(visit.planned_start, visit.planned_end))
            """).ToListAsync(ct);
    }

    public static Task<List<FacesBefore>> FacesBeforeAsync(this SchedulingDb db, IReadOnlyList<ShownVisit> visits, CancellationToken ct)
    {
        var ids = visits.Select(visit => visit.Id).ToArray();
        return db.Database.SqlQuery<FacesBefore>(
            $"""
            SELECT visit.id AS "VisitId",
                ARRAY(SELECT DISTINCT other.carer_id FROM visits other WHERE other.client_id = visit.client_id
                    AND other.planned_start >= visit.planned_start - {FourWeeks} AND other.planned_start < visit.planned_start
                    AND other.cancelled_at IS NULL AND other.uncovered_at IS NULL) AS "Faces",
                ARRAY(SELECT other.carer_id FROM visits other WHERE other.client_id = visit.client_id AND other.planned_start < visit.planned_start
                    AND other.cancelled_at IS NULL AND other.uncovered_at IS NULL ORDER BY other.planned_start DESC LIMIT {LastVisits}) AS "Last"
            FROM visits visit WHERE visit.id = ANY ({ids})
            """).ToListAsync(ct);
    }
}
