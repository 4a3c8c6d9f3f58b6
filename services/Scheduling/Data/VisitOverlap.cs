using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Buurtzorg.Scheduling.Data;

/// <summary>A carer is in one place at a time. The exclusion constraint guarantees it; the query before it finds whom to name.</summary>
internal static class VisitOverlap
{
    public const string Constraint = "visits_of_a_carer_do_not_overlap";
    private const int Attempts = 5;

    /// <summary>Saves these visits of one carer, or tells which visit stands in the way, also one that was planned at the same moment.</summary>
    public static async Task<Refusal?> SaveUnlessOverlappingAsync(
        this SchedulingDb db, IReadOnlyList<Visit> visits, InstallTimeZone zone, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await db.FirstInTheWayAsync(visits, ct) is { } other)
                return Explain(visits.First(visit => Time(visit).Overlaps(Time(other))), other, zone);
            try
            {
                await db.SaveChangesAsync(ct);
                return null;
            }
            catch (DbUpdateException failure) when (attempt < Attempts && LostARace(failure))
            {
                // Another visit was saved between the look and the save: look again.
            }
        }
    }

    private static async Task<Visit?> FirstInTheWayAsync(this SchedulingDb db, IReadOnlyList<Visit> visits, CancellationToken ct)
    {
        var ids = visits.Select(visit => visit.Id).ToArray();
        var starts = visits.Select(visit => visit.PlannedStart).ToArray();
        var ends = visits.Select(visit => visit.PlannedEnd).ToArray();
        var found = await db.Visits.FromSql(
            $"""
            SELECT other.*
            FROM unnest({ids}, {starts}, {ends}) AS planned (id, starts, ends)
            JOIN visits other ON other.carer_id = {visits[0].CarerId}
                AND tstzrange(other.planned_start, other.planned_end) && tstzrange(planned.starts, planned.ends)
                AND other.cancelled_at IS NULL
                AND other.id <> planned.id
            ORDER BY other.planned_start
            LIMIT 1
            """).AsNoTracking().ToListAsync(ct);
        return found.FirstOrDefault();
    }

    // Two inserts that meet in an exclusion constraint may also wait for each other; PostgreSQL then ends one of them.
    private static bool LostARace(DbUpdateException failure) =>
        failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation or PostgresErrorCodes.DeadlockDetected };

    private static Refusal Explain(Visit visit, Visit other, InstallTimeZone zone)
    {
        var mine = visit.Version == 1 ? "The visit you plan" : $"Visit {visit.Id}";
        return Refusal.Conflict("visit-overlaps",
            $"{mine} ({zone.Say(Time(visit))}) overlaps visit {other.Id} ({zone.Say(Time(other))}) of the same carer. Choose another time or another carer.");
    }

    private static VisitTime Time(Visit visit) => new(visit.PlannedStart, visit.PlannedEnd);
}
