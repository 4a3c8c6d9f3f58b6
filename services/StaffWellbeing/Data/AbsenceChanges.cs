using Buurtzorg.Contracts.StaffWellbeing;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Buurtzorg.StaffWellbeing.Data;

internal static class AbsenceChanges
{
    /// <summary>Saves a change of an absence and tells scheduling all of it that it may know; others only that something changed in the team.</summary>
    public static async Task<Refusal?> SaveAndAnnounceAsync(this StaffWellbeingDb db, Absence absence, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        db.Announce(absence.Id, absence.Version, new AbsenceChanged(absence.Id, absence.Version, absence.PersonId, absence.FirstDay, absence.ExpectedReturn, absence.ReturnedOn));
        foreach (var teamId in await db.TeamsOfAsync(absence.PersonId, ct)) // in the order of ids, so that two who change at once do not wait for each other
        {
            var version = (await db.Database.SqlQuery<long>(
                $"""INSERT INTO teams (id, version) VALUES ({teamId}, 1) ON CONFLICT (id) DO UPDATE SET version = teams.version + 1 RETURNING version AS "Value" """).ToListAsync(ct))[0];
            db.Announce(teamId, version, new TeamAbsenceChanged(teamId, version));
        }
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException failure) when (failure.InnerException is PostgresException { SqlState: PostgresErrorCodes.ExclusionViolation })
        {
            return Refusal.Conflict("absence-overlaps", "This person is away on some of these days already; change that absence instead.");
        }
        if (own is not null)
            await own.CommitAsync(ct);
        return null;
    }

    /// <summary>An absence of the caller or of somebody in one of their teams.</summary>
    public static async Task<Absence?> AbsenceForAsync(this StaffWellbeingDb db, Guid absenceId, Caller caller, CancellationToken ct) =>
        await db.Absences.SingleOrDefaultAsync(absence => absence.Id == absenceId, ct) is { } absence
            && (absence.PersonId == caller.PersonId || await db.AreMatesAsync(absence.PersonId, caller.PersonId, ct)) ? absence : null;
}
