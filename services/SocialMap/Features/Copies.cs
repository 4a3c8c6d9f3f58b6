using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.SocialMap.Data;

namespace Buurtzorg.SocialMap.Features;

internal static class KeepMemberWhenTeamMemberJoined
{
    public static Task Handle(TeamMemberJoined joined, SocialMapDb db, CancellationToken ct) => db.KeepMemberAsync(joined.TeamId, joined.PersonId, joined.Version, isMember: true, ct);
}

internal static class ForgetMemberWhenTeamMemberLeft
{
    public static Task Handle(TeamMemberLeft left, SocialMapDb db, CancellationToken ct) => db.KeepMemberAsync(left.TeamId, left.PersonId, left.Version, isMember: false, ct);
}

internal static class KnowClientWhenClientAdmitted
{
    public static Task Handle(ClientAdmitted admitted, SocialMapDb db, CancellationToken ct) => db.KeepClientAsync(admitted.ClientId, admitted.TeamId, admitted.Version, ct);
}

internal static class KnowClientWhenCareEnded
{
    public static Task Handle(CareEnded ended, SocialMapDb db, CancellationToken ct) => db.KeepClientAsync(ended.ClientId, ended.TeamId, ended.Version, ct);
}

internal static class KnowClientWhenCareResumed
{
    public static Task Handle(CareResumed resumed, SocialMapDb db, CancellationToken ct) => db.KeepClientAsync(resumed.ClientId, resumed.TeamId, resumed.Version, ct);
}
