using Buurtzorg.CareRecords.Data;
using Buurtzorg.Contracts.Scheduling;

namespace Buurtzorg.CareRecords.Features;

internal static class ForgetMemberWhenTeamMemberLeft
{
    public static Task Handle(TeamMemberLeft left, CareRecordsDb db, CancellationToken ct) =>
        TeamCopy.KeepAsync(db, left.TeamId, left.PersonId, left.Version, isMember: false, qualification: null, ct);
}
