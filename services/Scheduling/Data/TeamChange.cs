using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Data;

internal static class TeamChange
{
    /// <summary>
    /// Decides on a team while it stands still: of two changes at once the second sees what the first did, so that two people who
    /// join together cannot both become the twelfth member.
    /// </summary>
    public static async Task<Refusal?> ChangeTeamAsync(this SchedulingDb db, Guid teamId, Func<Team, Refusal?> change, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.Database.ExecuteSqlAsync($"SELECT FROM teams WHERE id = {teamId} FOR UPDATE", ct);
        var team = await db.Teams.Include(t => t.Members).SingleOrDefaultAsync(t => t.Id == teamId, ct);
        if (team is null)
            return Refusal.NotFound();
        if (change(team) is { } refusal)
            return refusal;
        await db.SaveChangesAsync(ct);
        if (own is not null)
            await own.CommitAsync(ct);
        return null;
    }
}
