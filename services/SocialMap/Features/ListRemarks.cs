using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

/// <summary>What a team said about a service.</summary>
/// <param name="Id">The remark.</param>
/// <param name="TeamId">The team.</param>
/// <param name="Kind">A remark, a correction, or that they went there.</param>
/// <param name="Field">Of a correction: the field of HSDS.</param>
/// <param name="Text">In their words.</param>
/// <param name="On">When they went or saw it.</param>
public sealed record ShownRemark(Guid Id, Guid TeamId, RemarkKind Kind, string? Field, string? Text, DateOnly On)
{
    internal static ShownRemark Of(Remark remark) => new(remark.Id, remark.TeamId, remark.Kind, remark.Field, remark.Text, remark.On);
}

internal static class ListRemarksEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/services/{serviceId:guid}/remarks", Handle)
        .WithSummary("List what teams said about a service, the latest first")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.BackOffice, CallerKinds.Coach)
        .MayRefuse(403);

    private static async Task<Ok<Page<ShownRemark>>> Handle(Guid serviceId, [AsParameters] PageRequest page, SocialMapDb db, CancellationToken ct)
    {
        var remarks = await db.Remarks.AsNoTracking().Where(remark => remark.ServiceId == serviceId && (page.After == null || remark.Id < page.After))
            .OrderByDescending(remark => remark.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page<ShownRemark>.Of(remarks.ConvertAll(ShownRemark.Of), page.Limit, remark => remark.Id));
    }
}
