using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Buurtzorg.SocialMap.Search;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

internal static class ChangeServiceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/services/{serviceId:guid}", Handle)
        .WithSummary("Change an entry of your team")
        .WithDescription("All of it; send the ETag as If-Match. An entry of a directory stays its owner's: say what is wrong as a correction. What has ended gets the status `defunct`.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 412, 422, 428);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid serviceId, OwnService told, IfMatch ifMatch, Caller caller, SocialMapDb db, Postcodes postcodes, InstallTimeZone zone, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Entries.SingleOrDefaultAsync(entry => entry.Kind == EntryKinds.Service && entry.Id == serviceId, ct) is not { } entry)
            return Refusal.NotFound().ToProblem();
        if (entry.TeamId is not { } teamId)
            return Refusal.Conflict("entry-of-a-directory", "This entry is its owner's; say what is wrong as a correction, and it stands beside it.").ToProblem();
        if (!await db.IsMemberAsync(teamId, caller, ct))
            return Refusal.Forbidden("not-a-member", "The team that keeps this entry changes it; say what is wrong as a correction.").ToProblem();
        if (ifMatch.Refuses(entry.Version) is { } stale)
            return stale.ToProblem();
        if (!(await OwnEntries.WriteAsync(db, serviceId, told, postcodes, clock.GetUtcNow(), ct)).Accepted(out var document, out var refusal))
            return refusal.ToProblem();

        OwnEntries.Fill(entry, document, zone.Today(clock), clock.GetUtcNow());
        entry.Version++;
        try
        {
            await OwnEntries.SaveAsync(db, entry, document, ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new IfMatch(0).Refuses(1)!.ToProblem();
        }
        response.SetETag(entry.Version);
        return TypedResults.NoContent();
    }
}
