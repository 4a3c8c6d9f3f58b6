using Buurtzorg.Contracts;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Access;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.SocialMap.Features;

/// <summary>The client goes there no more, or takes back their agreement.</summary>
/// <param name="EndedOn">Its last day; left out, it is today. Not before the link and not in the future.</param>
public sealed record EndLink(DateOnly? EndedOn = null);

internal static class EndLinkEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/links/{linkId:guid}/_end", Handle)
        .WithSummary("End a link")
        .WithDescription("By the team, the client or their representative. Follow-ups that were still to come fall away. Ending it again changes nothing.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen)
        .MayRefuse(403, 404, 412, 422, 503);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid linkId, EndLink command, Caller caller, LinkAccess access, SocialMapDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        if (!(await access.OpenForChangeAsync(linkId, caller, ct)).Accepted(out var opened, out var refusal))
            return refusal.ToProblem();
        var link = opened.Link;
        if (link.EndedOn is not null)
            return TypedResults.NoContent();
        if (!Decide(link, command, zone.Today(clock)).Accepted(out var endedOn, out refusal))
            return refusal.ToProblem();

        (link.EndedOn, link.Version) = (endedOn, link.Version + 1);
        link.FollowUps.ForEach(followUp => followUp.IsOpen = false);
        db.Announce(link.Id, link.Version, new ActivityLinkEnded(link.Id, link.Version, link.ClientId, link.TeamId, endedOn));
        await access.EnterChangeAsync(opened, caller, ct);
        return await db.SaveOrConflictAsync(ct) is { } conflict ? conflict.ToProblem() : TypedResults.NoContent();
    }

    internal static Outcome<DateOnly> Decide(ActivityLink link, EndLink command, DateOnly today)
    {
        var on = command.EndedOn ?? today;
        return on > today || on < link.LinkedOn ? Refusal.Invalid("ended-on-out-of-range", "A link ends on a day between its first and today.") : on;
    }
}
