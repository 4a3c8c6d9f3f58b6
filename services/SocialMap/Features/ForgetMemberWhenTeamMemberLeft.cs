using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Features;

internal static class ForgetMemberWhenTeamMemberLeft
{
    public static Task Handle(TeamMemberLeft left, SocialMapDb db, CancellationToken ct) => db.KeepMemberAsync(left.TeamId, left.PersonId, left.Version, isMember: false, ct);
}
