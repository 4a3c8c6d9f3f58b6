using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Access;
using Buurtzorg.SocialMap.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

internal static class ListClientLinksEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/links", Handle)
        .WithSummary("List the activities of a client, the oldest link first")
        .WithDescription("For whom the client's record is open; stands in the client's access log.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.Integrator)
        .MayRefuse(403, 404, 503);

    private static async Task<Results<Ok<Page<ShownLink>>, ProblemHttpResult>> Handle(
        Guid clientId, [AsParameters] PageRequest page, Caller caller, CareRecordsClient careRecords, SocialMapDb db, FieldEncryption encryption, CancellationToken ct)
    {
        if (await careRecords.BasisToSeeAsync(clientId, caller, ct) is null)
            return Refusal.NotFound().ToProblem();
        var found = await db.ActivityLinks.AsNoTracking().Include(link => link.FollowUps)
            .Where(link => link.ClientId == clientId && link.Id > (page.After ?? Guid.Empty))
            .OrderBy(link => link.Id).Take(page.Limit + 1).ToListAsync(ct);
        var shown = Page<ActivityLink>.Of(found, page.Limit, link => link.Id);
        Guid[] services = [.. shown.Items.Select(link => link.ServiceId)];
        var names = await db.Entries.Where(entry => entry.Kind == EntryKinds.Service && services.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, entry => entry.Name, ct);
        return TypedResults.Ok(new Page<ShownLink>([.. shown.Items.Select(link => ShownLink.Of(link, names.GetValueOrDefault(link.ServiceId), encryption))], shown.Next));
    }
}
