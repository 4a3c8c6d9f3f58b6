using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

/// <summary>
/// The command <c>scheduling announce-teams</c>: tells of every team and its members once more, for a service that came after them and whose events
/// are older than the outbox keeps. Who knows them already hears nothing new.
/// </summary>
internal static class AnnounceTeams
{
    public static async Task<int> Run(SchedulingDb db, CancellationToken ct)
    {
        var teamIds = await db.Teams.OrderBy(team => team.Id).Select(team => team.Id).ToListAsync(ct);
        foreach (var teamId in teamIds)
        {
            await db.ChangeTeamAsync(teamId, team =>
            {
                team.Place(team.Area);
                db.Announce(team.Id, team.Version, new TeamPlaced(team.Id, team.Version, team.Area));
                foreach (var member in team.Members)
                {
                    team.Version++;
                    db.Announce(team.Id, team.Version, new TeamMemberJoined(team.Id, team.Version, member.PersonId, Slug<Qualification>.Of(member.Qualification), member.ContractedMinutesPerWeek));
                }
                return null;
            }, ct);
            db.ChangeTracker.Clear();
        }
        Console.WriteLine($"{teamIds.Count} teams were announced.");
        return 0;
    }
}
