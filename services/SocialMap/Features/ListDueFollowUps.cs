using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Access;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

/// <summary>Which follow-ups of a team.</summary>
public sealed record DueFollowUpsRequest(
    [property: FromQuery(Name = "until"), Description("Due on this day or before; left out, today.")] DateOnly? Until,
    [property: FromQuery(Name = "after"), Description("The cursor `next` of the page before.")] Guid? After,
    [property: FromQuery(Name = "limit"), Range(1, 200), DefaultValue(50), Description("How many at most, 1 to 200.")] int Limit = 50);

/// <summary>A client of the team to ask how it goes.</summary>
/// <param name="Id">The follow-up; the cursor of the list.</param>
/// <param name="LinkId">The link.</param>
/// <param name="ClientId">Whom to ask.</param>
/// <param name="ServiceId">The activity.</param>
/// <param name="Weeks">So many weeks after the link.</param>
/// <param name="DueOn">From that day on.</param>
public sealed record DueFollowUp(Guid Id, Guid LinkId, Guid ClientId, Guid ServiceId, int Weeks, DateOnly DueOn);

internal static class ListDueFollowUpsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams/{teamId:guid}/follow-ups", Handle)
        .WithSummary("List what a team has to follow up, the longest due first")
        .WithDescription("For the members of the team; stands in the access log of each client shown.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 422, 503);

    private static async Task<Results<Ok<Page<DueFollowUp>>, ProblemHttpResult>> Handle(
        Guid teamId, [AsParameters] DueFollowUpsRequest page, Caller caller, CareRecordsClient careRecords, SocialMapDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.IsMemberAsync(teamId, caller, ct))
            return Refusal.Forbidden("not-a-member", "What is to be followed up is for the members of the team.").ToProblem();
        var until = page.Until ?? zone.Today(clock);
        var open = db.FollowUps.Where(followUp => followUp.TeamId == teamId && followUp.IsOpen && followUp.DueOn <= until);
        if (page.After is { } after)
        {
            var last = await db.FollowUps.Where(followUp => followUp.TeamId == teamId && followUp.Id == after).Select(followUp => (DateOnly?)followUp.DueOn).SingleOrDefaultAsync(ct);
            if (last is not { } dueOn)
                return Refusal.Invalid("unknown-cursor", "The cursor does not belong to this list; begin again without it.").ToProblem();
            open = open.Where(followUp => EF.Functions.GreaterThan(ValueTuple.Create(followUp.DueOn, followUp.Id), ValueTuple.Create(dueOn, after)));
        }
        var due = await open.OrderBy(followUp => followUp.DueOn).ThenBy(followUp => followUp.Id).Take(page.Limit + 1)
            .Join(db.ActivityLinks, followUp => followUp.LinkId, link => link.Id, (followUp, link) => new DueFollowUp(followUp.Id, link.Id, link.ClientId, link.ServiceId, followUp.Weeks, followUp.DueOn))
            .ToListAsync(ct);
        var shown = Page<DueFollowUp>.Of([.. due.OrderBy(followUp => followUp.DueOn).ThenBy(followUp => followUp.Id)], page.Limit, followUp => followUp.Id);
        if (shown.Items.Count > 0)
            await careRecords.EnterLooksAsync(shown.Items.Select(followUp => followUp.ClientId).Distinct(), caller, ct);
        return TypedResults.Ok(shown);
    }
}
