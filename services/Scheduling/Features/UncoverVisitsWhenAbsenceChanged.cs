using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.StaffWellbeing;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

/// <summary>Somebody is away, for longer or shorter: their visits of those days have nobody, the others have them back, unless a colleague took them.</summary>
internal static class UncoverVisitsWhenAbsenceChanged
{
    public static async Task Handle(AbsenceChanged changed, SchedulingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        await db.HoldAbsencesAsync(changed.PersonId, ct);
        if (await KeepAsync(changed, db, ct) == 0)
            return; // what is known here is newer

        var absences = await db.Absences.AsNoTracking().Where(absence => absence.PersonId == changed.PersonId && absence.BackOn > absence.FirstDay).ToListAsync(ct);
        var starts = absences.ConvertAll(absence => zone.StartOf(absence.FirstDay)).ToArray();
        var ends = absences.ConvertAll(absence => zone.StartOf(absence.BackOn)).ToArray();
        var now = clock.GetUtcNow();
        await ForgetAsync(zone.DayOf(now).AddYears(-1), db, ct);

        var uncovered = await db.Database.SqlQuery<Changed>(
            $"""
            UPDATE visits SET uncovered_at = {now}, version = version + 1
            WHERE carer_id = {changed.PersonId} AND tstzrange(planned_start, planned_end) && tstzrange({now}, NULL)
                AND cancelled_at IS NULL AND recorded_at IS NULL AND uncovered_at IS NULL AND planned_start >= {now}
                AND EXISTS (SELECT FROM unnest({starts}, {ends}) AS away (starts, ends) WHERE planned_start >= starts AND planned_start < ends)
            RETURNING id AS "Id", version AS "Version", client_id AS "ClientId", team_id AS "TeamId"
            """).ToListAsync(ct);
        foreach (var visit in uncovered)
            db.Announce(visit.Id, visit.Version, new VisitUncovered(visit.Id, visit.Version, visit.ClientId, visit.TeamId));

        var covered = await db.Database.SqlQuery<Changed>(
            $"""
            UPDATE visits SET uncovered_at = NULL, version = version + 1
            WHERE carer_id = {changed.PersonId} AND cancelled_at IS NULL AND recorded_at IS NULL AND uncovered_at IS NOT NULL
                AND NOT EXISTS (SELECT FROM unnest({starts}, {ends}) AS away (starts, ends) WHERE planned_start >= starts AND planned_start < ends)
            RETURNING id AS "Id", version AS "Version", client_id AS "ClientId", team_id AS "TeamId"
            """).ToListAsync(ct);
        foreach (var visit in covered)
            db.Announce(visit.Id, visit.Version, new VisitCovered(visit.Id, visit.Version, visit.ClientId, visit.TeamId, changed.PersonId));
    }

    private static Task<int> KeepAsync(AbsenceChanged changed, SchedulingDb db, CancellationToken ct) => db.Database.ExecuteSqlAsync(
        $"""
        INSERT INTO absences (id, person_id, first_day, back_on, version)
        VALUES ({changed.AbsenceId}, {changed.PersonId}, {changed.FirstDay}, {changed.ReturnedOn ?? changed.ExpectedReturn}, {changed.Version})
        ON CONFLICT (id) DO UPDATE SET first_day = excluded.first_day, back_on = excluded.back_on, version = excluded.version
        WHERE absences.version < excluded.version
        """, ct);

    // Nothing asks about them any more, and the inbox lets no event in that is as old.
    private static Task<int> ForgetAsync(DateOnly before, SchedulingDb db, CancellationToken ct) =>
        db.Absences.Where(absence => absence.BackOn < before).ExecuteDeleteAsync(ct);

    private sealed record Changed(Guid Id, long Version, Guid ClientId, Guid TeamId);
}
