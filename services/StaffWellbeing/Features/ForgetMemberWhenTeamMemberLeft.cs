using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;

namespace Buurtzorg.StaffWellbeing.Features;

internal static class ForgetMemberWhenTeamMemberLeft
{
    public static Task Handle(TeamMemberLeft left, StaffWellbeingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct) =>
        KeepMemberWhenTeamMemberJoined.KeepAsync(db, left.TeamId, left.Version, left.PersonId, isMember: false, minutes: null, zone.Today(clock), ct);
}
