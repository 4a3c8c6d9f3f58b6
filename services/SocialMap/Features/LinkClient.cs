using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Access;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Buurtzorg.SocialMap.Features;

/// <summary>A client, who agreed to it, goes to an activity. The activity is told nothing by the platform.</summary>
/// <param name="ServiceId">The activity.</param>
/// <param name="Goal">What the client wants from it, in their words.</param>
/// <param name="AgreedOn">The day on which the client agreed: today or earlier, in the time zone of the install.</param>
/// <param name="AgreedBy">Who agreed.</param>
/// <param name="MayLearn">What the people of the activity may be told about the client, by whoever goes along.</param>
/// <param name="GoesAlong">Who goes along the first times, in words.</param>
/// <param name="LinkedOn">The day from which the follow-ups count; left out, it is today. At most 90 days back.</param>
public sealed record LinkClient(
    Guid ServiceId,
    [StringLength(1000, MinimumLength = 1)] string Goal,
    DateOnly AgreedOn,
    AgreedBy AgreedBy,
    MayLearn MayLearn,
    [StringLength(200)] string? GoesAlong = null,
    DateOnly? LinkedOn = null);

internal static class LinkClientEndpoint
{
    private const int DaysBack = 90;

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/clients/{clientId:guid}/links", Handle)
        .WithSummary("Link a client to an activity")
        .WithDescription("With the client's agreement. Stands in the client's access log. Somebody asks how it goes after 2, 6 and 12 weeks.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 422, 503)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        Guid clientId, LinkClient command, Caller caller, CareRecordsClient careRecords, SocialMapDb db, FieldEncryption encryption, InstallTimeZone zone, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        if (await careRecords.BasisToSeeAsync(clientId, caller, ct) is not { } basis)
            return Refusal.NotFound().ToProblem();
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(client => client.Id == clientId, ct);
        var activity = await db.Entries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Kind == EntryKinds.Service && entry.Id == command.ServiceId, ct);
        if (!Decide(command, client, activity, zone.Today(clock)).Accepted(out var link, out var refusal))
            return refusal.ToProblem();

        var made = new ActivityLink
        {
            Id = Guid.CreateVersion7(),
            ClientId = clientId,
            TeamId = link.TeamId,
            ServiceId = command.ServiceId,
            LinkedOn = link.On,
            LinkedBy = caller.PersonId,
            AgreedOn = command.AgreedOn,
            AgreedBy = command.AgreedBy,
            MayLearn = command.MayLearn,
            SealedWords = encryption.Seal(new ActivityLink.Words(command.Goal, command.GoesAlong)),
            RecordedAt = clock.GetUtcNow(),
        };
        foreach (var weeks in ActivityLink.Weeks)
            made.FollowUps.Add(new() { Id = Guid.CreateVersion7(), LinkId = made.Id, TeamId = link.TeamId, Weeks = weeks, DueOn = link.On.AddDays(7 * weeks) });
        db.Add(made);
        db.Announce(made.Id, made.Version, new ActivityLinked(made.Id, made.Version, clientId, made.TeamId, made.ServiceId, made.LinkedOn));
        await careRecords.EnterChangeAsync(clientId, caller, basis, ct);
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException taken) when (taken.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return Refusal.Conflict("already-linked", "This client is linked to this activity already; follow that link up, or end it first.").ToProblem();
        }
        return TypedResults.Created($"{request.PathBase}/v1/links/{made.Id}", new CreatedId(made.Id));
    }

    internal sealed record Link(Guid TeamId, DateOnly On);

    internal static Outcome<Link> Decide(LinkClient command, Client? client, Entry? activity, DateOnly today)
    {
        var on = command.LinkedOn ?? today;
        return activity switch
        {
            _ when client is null => Refusal.Conflict("client-not-known-yet", "The admission of this client has not arrived here yet; try again in a moment."),
            null => Refusal.Invalid("unknown-activity", "There is no such activity in the social map; search for it, or let your team enter it."),
            { GoneSince: not null } or { Status: "inactive" or "defunct" } => Refusal.Invalid("activity-gone", "This activity does not exist any more; look for another."),
            _ when command.AgreedOn > today => Refusal.Invalid("agreement-missing", "The client has to have agreed, on a day that has been; talk with the client first."),
            _ when on > today || on < today.AddDays(-DaysBack) => Refusal.Invalid("linked-on-out-of-range", $"A link begins today or at most {DaysBack} days back."),
            _ when on < command.AgreedOn => Refusal.Invalid("linked-before-agreement", "The link would begin before the client agreed to it."),
            _ => new Link(client.TeamId, on),
        };
    }
}
