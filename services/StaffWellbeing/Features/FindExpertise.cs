using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>Somebody who may be phoned.</summary>
/// <param name="PersonId">As in the tokens of the issuer.</param>
/// <param name="TeamIds">Their teams.</param>
/// <param name="Topics">What they know, in their words.</param>
/// <param name="WorkPhone">Their number at work; null where they did not give it.</param>
public sealed record FoundExpert(Guid PersonId, IReadOnlyList<Guid> TeamIds, IReadOnlyList<string> Topics, string? WorkPhone);

internal static class FindExpertiseEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/expertise", Handle)
        .WithSummary("Find whom to phone about something")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403);

    private static async Task<Ok<Page<FoundExpert>>> Handle(
        [FromQuery, Required, StringLength(200), Description("Words, or their beginnings, such as parkinson.")] string q, [AsParameters] PageRequest page, StaffWellbeingDb db, CancellationToken ct)
    {
        // Who is in no team any more is not offered.
        var found = await db.Experts.Matching(q)
            .Where(expert => (page.After == null || expert.PersonId > page.After) && db.MembersNow().Any(member => member.PersonId == expert.PersonId))
            .OrderBy(expert => expert.PersonId)
            .Take(page.Limit + 1)
            .Select(expert => new { expert.PersonId, expert.Topics, expert.WorkPhone, Teams = db.MembersNow().Where(member => member.PersonId == expert.PersonId).Select(member => member.TeamId).ToList() })
            .ToListAsync(ct);
        return TypedResults.Ok(Page<FoundExpert>.Of(
            found.ConvertAll(expert => new FoundExpert(expert.PersonId, expert.Teams, expert.Topics.Split('\n'), expert.WorkPhone)), page.Limit, expert => expert.PersonId));
    }
}
