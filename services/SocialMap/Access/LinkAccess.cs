using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Access;

/// <summary>A link, and why the caller may see it.</summary>
internal sealed record OpenedLink(ActivityLink Link, string Basis);

/// <summary>Who may see a client's activities is who may see the client's record. Who changes them gives care, or is the client or acts for them.</summary>
internal sealed class LinkAccess(SocialMapDb db, CareRecordsClient careRecords)
{
    public async Task<Outcome<OpenedLink>> OpenAsync(Guid linkId, Caller caller, CancellationToken ct)
    {
        var link = await db.ActivityLinks.Include(link => link.FollowUps).SingleOrDefaultAsync(link => link.Id == linkId, ct);
        return link is not null && await careRecords.BasisToSeeAsync(link.ClientId, caller, ct) is { } basis ? new OpenedLink(link, basis) : Refusal.NotFound();
    }

    /// <summary>The change stands in the client's access log before it is saved.</summary>
    public async Task<Outcome<OpenedLink>> OpenForChangeAsync(Guid linkId, Caller caller, CancellationToken ct)
    {
        if (!(await OpenAsync(linkId, caller, ct)).Accepted(out var opened, out var refusal))
            return refusal;
        return MayChange(caller, opened.Basis) ? opened : Refusal.Forbidden("may-only-look", "You may see this; the client, their representative and those who give care change it.");
    }

    public Task EnterChangeAsync(OpenedLink opened, Caller caller, CancellationToken ct) => careRecords.EnterChangeAsync(opened.Link.ClientId, caller, opened.Basis, ct);

    internal static bool MayChange(Caller caller, string basis) => caller.Kind == CallerKinds.Professional || caller.Kind == CallerKinds.Citizen && basis is "client" or "representative";
}
