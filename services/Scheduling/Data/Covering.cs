using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Buurtzorg.Scheduling.Data;

/// <summary>
/// A visit that is still to come is uncovered exactly while its carer is away on its day. Who plans, moves or takes a visit has the carer to themselves
/// meanwhile, so that no visit slips past an absence that arrives at the same moment.
/// </summary>
internal static class Covering
{
    /// <summary>The absences of a carer, which stand still until the end of the transaction.</summary>
    public static async Task<List<Absence>> StandingAbsencesAsync(this SchedulingDb db, Guid carerId, CancellationToken ct)
    {
        await db.HoldAbsencesAsync(carerId, ct);
        return await db.Absences.AsNoTracking().Where(absence => absence.PersonId == carerId).ToListAsync(ct);
    }

    /// <summary>Until the end of the transaction.</summary>
    public static Task HoldAbsencesAsync(this SchedulingDb db, Guid carerId, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({carerId}::text, 0))", ct);

    /// <summary>Saves new visits of one carer and announces them.</summary>
    public static async Task<Refusal?> PlanAsync(this SchedulingDb db, IReadOnlyList<Visit> visits, InstallTimeZone zone, DateTimeOffset now, CancellationToken ct)
    {
        await using var own = await db.BeginUnlessBegunAsync(ct);
        var away = await db.StandingAbsencesAsync(visits[0].CarerId, ct);
        foreach (var visit in visits)
        {
            db.Add(visit);
            db.Announce(visit.Id, visit.Version, new VisitPlanned(
                visit.Id, visit.Version, visit.ClientId, visit.TeamId, visit.CarerId, Slug<CareService>.Of(visit.Service), visit.PlannedStart, visit.PlannedEnd));
            db.CoverOrUncover(visit, away, zone, now);
        }
        if (await db.SaveUnlessOverlappingAsync(visits, zone, ct) is { } overlap)
            return overlap;
        await own.CommitAsync(ct);
        return null;
    }

    /// <summary>After the time of a visit changed: whether its carer comes.</summary>
    public static void CoverOrUncover(this SchedulingDb db, Visit visit, List<Absence> absences, InstallTimeZone zone, DateTimeOffset now)
    {
        var nobodyComes = (visit.PlannedStart >= now || visit.UncoveredAt is not null) && absences.Exists(absence => absence.Holds(zone.DayOf(visit.PlannedStart)));
        if (nobodyComes && visit.UncoveredAt is null)
        {
            visit.Uncover(now);
            db.Announce(visit.Id, visit.Version, new VisitUncovered(visit.Id, visit.Version, visit.ClientId, visit.TeamId));
        }
        else if (!nobodyComes && visit.UncoveredAt is not null)
        {
            visit.Cover(visit.CarerId);
            db.Announce(visit.Id, visit.Version, new VisitCovered(visit.Id, visit.Version, visit.ClientId, visit.TeamId, visit.CarerId));
        }
    }

    /// <summary>A transaction of one's own, or none of one's own where one is open already.</summary>
    public static async Task<OwnTransaction> BeginUnlessBegunAsync(this SchedulingDb db, CancellationToken ct) =>
        new(db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null);

    internal sealed class OwnTransaction(IDbContextTransaction? own) : IAsyncDisposable
    {
        public Task CommitAsync(CancellationToken ct) => own?.CommitAsync(ct) ?? Task.CompletedTask;

        public ValueTask DisposeAsync() => own?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}
