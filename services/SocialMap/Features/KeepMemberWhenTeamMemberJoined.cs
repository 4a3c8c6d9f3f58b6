using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Features;

internal static class KeepMemberWhenTeamMemberJoined
{
    public static Task Handle(TeamMemberJoined joined, SocialMapDb db, CancellationToken ct) => db.KeepMemberAsync(joined.TeamId, joined.PersonId, joined.Version, isMember: true, ct);
}
