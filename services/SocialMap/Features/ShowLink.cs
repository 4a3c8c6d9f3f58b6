using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Access;
using Buurtzorg.SocialMap.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

internal static class ShowLinkEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/links/{linkId:guid}", Handle)
        .WithSummary("Show a link")
        .WithDescription("For whom the client's record is open; stands in the client's access log. The ETag is for a later If-Match.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.Integrator)
        .MayRefuse(403, 404, 503);

    private static async Task<Results<Ok<ShownLink>, ProblemHttpResult>> Handle(
        Guid linkId, Caller caller, LinkAccess access, SocialMapDb db, FieldEncryption encryption, HttpResponse response, CancellationToken ct)
    {
        if (!(await access.OpenAsync(linkId, caller, ct)).Accepted(out var opened, out var refusal))
            return refusal.ToProblem();
        var name = await db.Entries.Where(entry => entry.Kind == EntryKinds.Service && entry.Id == opened.Link.ServiceId).Select(entry => entry.Name).SingleOrDefaultAsync(ct);
        response.SetETag(opened.Link.Version);
        return TypedResults.Ok(ShownLink.Of(opened.Link, name, encryption));
    }
}
