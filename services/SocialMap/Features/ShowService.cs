using System.Text.Json.Nodes;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

/// <summary>A service: what its owner says, and what teams say beside it.</summary>
/// <param name="Id">The service.</param>
/// <param name="Source">The directory it comes from; null for an entry of a team.</param>
/// <param name="TeamId">The team that keeps it; null for an entry of a directory.</param>
/// <param name="FreshOn">When its owner, or a team that went there, last assured that it is so; null when nobody did.</param>
/// <param name="Stale">That is more than a year ago, or never.</param>
/// <param name="GoneSince">UTC; since then its directory has it no more. It is found by nobody and stays for who was linked to it.</param>
/// <param name="Service">The entry of its owner, in the words of HSDS 3.0.</param>
/// <param name="Remarks">The latest of what teams said; all at <c>/remarks</c>.</param>
public sealed record ShownService(
    Guid Id, string? Source, Guid? TeamId, DateOnly? FreshOn, bool Stale, DateTimeOffset? GoneSince, JsonObject Service, IReadOnlyList<ShownRemark> Remarks);

internal static class ShowServiceEndpoint
{
    private const int Latest = 10;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/services/{serviceId:guid}", Handle)
        .WithSummary("Show a service")
        .WithDescription("The ETag is for a later If-Match.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.BackOffice, CallerKinds.Coach, CallerKinds.Integrator)
        .MayRefuse(403, 404);

    private static async Task<Results<Ok<ShownService>, ProblemHttpResult>> Handle(
        Guid serviceId, SocialMapDb db, InstallTimeZone zone, TimeProvider clock, HttpResponse response, CancellationToken ct)
    {
        if (await db.Entries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Kind == EntryKinds.Service && entry.Id == serviceId, ct) is not { } entry)
            return Refusal.NotFound().ToProblem();
        var remarks = await db.Remarks.AsNoTracking().Where(remark => remark.ServiceId == serviceId).OrderByDescending(remark => remark.Id).Take(Latest).ToListAsync(ct);
        response.SetETag(entry.Version);
        return TypedResults.Ok(new ShownService(entry.Id, entry.Source, entry.TeamId, Freshness.Shown(entry.FreshOn), Freshness.IsStale(entry.FreshOn, zone.Today(clock)), entry.GoneSince,
            JsonNode.Parse(entry.Document)!.AsObject(), [.. remarks.Select(ShownRemark.Of)]));
    }
}
