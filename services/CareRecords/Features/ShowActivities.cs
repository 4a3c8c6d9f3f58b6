using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>An activity of the neighbourhood that is part of the client's network.</summary>
/// <param name="LinkId">The link; what the client wants from it, and how it goes, stands in the social map.</param>
/// <param name="ServiceId">The activity.</param>
/// <param name="Since">Its first day.</param>
/// <param name="Until">Its last day; null while the client goes there.</param>
/// <param name="Href">The link in the social map.</param>
public sealed record ActivityInNetwork(Guid LinkId, Guid ServiceId, DateOnly Since, DateOnly? Until, string Href);

internal static class ShowActivitiesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/network/activities", Handle)
        .WithSummary("The activities in the client's network, the oldest link first.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<Page<ActivityInNetwork>>, ProblemHttpResult>> Handle(
        Guid clientId, [AsParameters] PageRequest page, Caller caller, CareRecordsDb db, RecordDoor door, CancellationToken ct)
    {
        var opened = await door.LookAsync(caller, clientId, Right.SeeRecord, "activities", ct);
        if (!opened.Accepted(out _, out var refusal)) return refusal.ToProblem();

        var found = await db.LinkedActivities.AsNoTracking()
            .Where(activity => activity.ClientId == clientId && activity.ServiceId != null && activity.LinkId > (page.After ?? Guid.Empty))
            .OrderBy(activity => activity.LinkId)
            .Take(page.Limit + 1)
            .Select(activity => new ActivityInNetwork(activity.LinkId, activity.ServiceId!.Value, activity.LinkedOn!.Value, activity.EndedOn, $"/social-map/v1/links/{activity.LinkId}"))
            .ToListAsync(ct);
        return TypedResults.Ok(Page<ActivityInNetwork>.Of(found, page.Limit, activity => activity.LinkId));
    }
}
