using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Data;

/// <summary>Who is in which team now: what the highest version says of a person in a team.</summary>
internal static class Membership
{
    public static IQueryable<MembershipChange> MembersNow(this StaffWellbeingDb db) => db.MembershipChanges.Where(change => change.IsMember
        && !db.MembershipChanges.Any(later => later.TeamId == change.TeamId && later.PersonId == change.PersonId && later.Version > change.Version));

    public static Task<bool> IsMemberAsync(this StaffWellbeingDb db, Guid teamId, Guid personId, CancellationToken ct) =>
        db.MembersNow().AnyAsync(member => member.TeamId == teamId && member.PersonId == personId, ct);

    public static Task<List<Guid>> TeamsOfAsync(this StaffWellbeingDb db, Guid personId, CancellationToken ct) =>
        db.MembersNow().Where(member => member.PersonId == personId).Select(member => member.TeamId).OrderBy(id => id).ToListAsync(ct);

    public static Task<bool> AreMatesAsync(this StaffWellbeingDb db, Guid one, Guid other, CancellationToken ct) =>
        db.MembersNow().AnyAsync(member => member.PersonId == one && db.MembersNow().Any(mate => mate.TeamId == member.TeamId && mate.PersonId == other), ct);
}
