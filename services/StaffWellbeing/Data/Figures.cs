using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Data;

internal static class Figures
{
    /// <summary>Turns the rounds of months that are over into figures. What is no group of five is forgotten with the rest of the round.</summary>
    public static async Task FixPulseAsync(this StaffWellbeingDb db, DateOnly thisMonth, FieldEncryption encryption, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var rounds = await db.PulseRounds.FromSql($"SELECT * FROM pulse_rounds WHERE month < {thisMonth} ORDER BY team_id, month FOR UPDATE").ToListAsync(ct);
        foreach (var round in rounds)
        {
            if (PulseFigure.Of(round, PulseBox.Open(round.Box, encryption)) is { } figure)
                db.Add(figure);
            db.Remove(round);
        }
        await db.SaveChangesAsync(ct);
        await db.PulseLinksTaken.Where(taken => taken.Month < thisMonth).ExecuteDeleteAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }

    public static async Task FixSicknessAsync(this StaffWellbeingDb db, DateOnly month, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Database.ExecuteSqlAsync($"INSERT INTO fixed_months (month) VALUES ({month}) ON CONFLICT DO NOTHING", ct) == 0)
            return;
        db.AddRange(SicknessRates.Compute(month, await db.EmployeesAsync(month, ct)));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
    }

    private static async Task<List<Employee>> EmployeesAsync(this StaffWellbeingDb db, DateOnly month, CancellationToken ct)
    {
        var (days, end) = (DateTime.DaysInMonth(month.Year, month.Month), month.AddMonths(1));
        var sick = (await db.Absences.AsNoTracking()
            .Where(absence => absence.SickLeave == true && absence.FirstDay < end && (absence.OverOn == null || absence.OverOn > month))
            .ToListAsync(ct)).ToLookup(absence => absence.PersonId);
        var changes = await db.MembershipChanges.AsNoTracking().Where(change => change.Day < end).OrderBy(change => change.Version).ToListAsync(ct);
        return [.. changes.GroupBy(change => (change.TeamId, change.PersonId)).Select(membership => new Employee(
            membership.Key.TeamId,
            membership.Key.PersonId,
            [.. Enumerable.Range(0, days).Select(day => membership.LastOrDefault(change => change.Day <= month.AddDays(day))?.ContractedMinutes ?? 0)],
            [.. Enumerable.Range(0, days).Select(day => sick[membership.Key.PersonId].Select(absence => absence.LostOn(month.AddDays(day))).DefaultIfEmpty().Max())]))
            .Where(employee => employee.Days.Any(minutes => minutes > 0))];
    }
}
