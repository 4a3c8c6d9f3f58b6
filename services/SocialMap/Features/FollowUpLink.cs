using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Access;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

/// <summary>Somebody asked the client how it goes, or the client tells it. Telling it again replaces what was told.</summary>
/// <param name="Outcome">How it goes.</param>
/// <param name="HowItWent">In words.</param>
/// <param name="TalkedOn">When; left out, it is today.</param>
public sealed record FollowUpLink(FollowUpOutcome Outcome, [StringLength(2000)] string? HowItWent = null, DateOnly? TalkedOn = null);

internal static class FollowUpLinkEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/links/{linkId:guid}/follow-ups/{followUpId:guid}", Handle)
        .WithSummary("Tell how it goes with an activity")
        .WithDescription("When it is due, or earlier. Send the ETag of the link as If-Match.")
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen)
        .MayRefuse(403, 404, 412, 422, 428, 503);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid linkId, Guid followUpId, FollowUpLink command, IfMatch ifMatch, Caller caller, LinkAccess access, SocialMapDb db, FieldEncryption encryption, InstallTimeZone zone, TimeProvider clock,
        HttpResponse response, CancellationToken ct)
    {
        if (!(await access.OpenForChangeAsync(linkId, caller, ct)).Accepted(out var opened, out var refusal))
            return refusal.ToProblem();
        var (link, today) = (opened.Link, zone.Today(clock));
        if (ifMatch.Refuses(link.Version) is { } stale)
            return stale.ToProblem();
        if (!Decide(link, followUpId, command, today).Accepted(out var followUp, out refusal))
            return refusal.ToProblem();

        (followUp.Outcome, followUp.TalkedBy, followUp.TalkedOn, followUp.IsOpen) = (command.Outcome, caller.PersonId, command.TalkedOn ?? today, false);
        followUp.SealedHowItWent = command.HowItWent is { Length: > 0 } told ? encryption.Encrypt(told) : null;
        link.Version++;
        db.Announce(link.Id, link.Version, new ActivityLinkFollowedUp(link.Id, link.Version, link.ClientId, link.TeamId));
        await access.EnterChangeAsync(opened, caller, ct);
        if (await db.SaveOrConflictAsync(ct) is { } conflict)
            return conflict.ToProblem();
        response.SetETag(link.Version);
        return TypedResults.NoContent();
    }

    internal static Outcome<FollowUp> Decide(ActivityLink link, Guid followUpId, FollowUpLink command, DateOnly today)
    {
        var followUp = link.FollowUps.Find(followUp => followUp.Id == followUpId);
        if (followUp is null)
            return Refusal.NotFound();
        if (command.TalkedOn is { } talkedOn && (talkedOn > today || talkedOn < link.LinkedOn))
            return Refusal.Invalid("talked-on-out-of-range", "The talk was on a day between the link and today.");
        return followUp;
    }

    /// <summary>Two people changed a link at the same moment: the second fetches it again.</summary>
    public static async Task<Refusal?> SaveOrConflictAsync(this SocialMapDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return new IfMatch(0).Refuses(1);
        }
    }
}
