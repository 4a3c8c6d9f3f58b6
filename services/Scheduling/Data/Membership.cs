using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Data;

/// <summary>What a caller reaches as a member of a team. What belongs to another team is not there for them.</summary>
internal static class Membership
{
    /// <summary>Null when the client is not known here.</summary>
    public static Task<bool?> IsOfTeamOfAsync(this SchedulingDb db, Guid clientId, Caller caller, CancellationToken ct) => db.Clients
        .Where(client => client.Id == clientId)
        .Select(client => (bool?)db.Members.Any(member => member.TeamId == client.TeamId && member.PersonId == caller.PersonId))
        .SingleOrDefaultAsync(ct);

    // Compiled, because every visit is completed through it.
    private static readonly Func<SchedulingDb, Guid, Guid, CancellationToken, Task<Visit?>> OfMyTeam = EF.CompileAsyncQuery(
        (SchedulingDb db, Guid visitId, Guid personId, CancellationToken ct) => db.Visits.AsNoTracking().SingleOrDefault(visit => visit.Id == visitId
            && db.Members.Any(member => member.TeamId == visit.TeamId && member.PersonId == personId)));

    /// <summary>Not tracked: attach it to change it by saving.</summary>
    public static Task<Visit?> VisitOfMyTeamAsync(this SchedulingDb db, Guid visitId, Caller caller, CancellationToken ct) =>
        OfMyTeam(db, visitId, caller.PersonId, ct);

    /// <summary>The client's team if the caller is one of it, and whether the carer is.</summary>
    public static async Task<Outcome<Guid>> TeamToPlanForAsync(this SchedulingDb db, Guid clientId, Guid carerId, Caller caller, CancellationToken ct)
    {
        var team = await db.Clients
            .Where(client => client.Id == clientId && db.Members.Any(member => member.TeamId == client.TeamId && member.PersonId == caller.PersonId))
            .Select(client => new { client.TeamId, HasCarer = db.Members.Any(member => member.TeamId == client.TeamId && member.PersonId == carerId) })
            .SingleOrDefaultAsync(ct);
        return team switch
        {
            null => Refusal.NotFound(),
            { HasCarer: false } => Refusal.Invalid("carer-not-in-team", $"Person {carerId} is not a member of the client's team; choose a member as carer."),
            _ => team.TeamId,
        };
    }
}
