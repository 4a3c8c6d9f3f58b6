using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Access;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A visit to which nobody will come, and who of the team could.</summary>
/// <param name="Visit">The visit; its carer is the one who is away.</param>
/// <param name="Faces">How many different people visited the client, or will, in the four weeks before this visit.</param>
/// <param name="LastVisits">Of how many visits before this one <c>visitsOfLast</c> tells: 10, or as many as there were.</param>
/// <param name="CouldTake">The members who are free then, those whom the client knows best first. The team decides.</param>
public sealed record UncoveredVisit(ShownVisit Visit, int Faces, int LastVisits, IReadOnlyList<VisitTaker> CouldTake);

/// <summary>Somebody who is free at the time of a visit, and what it means for the client if they come.</summary>
/// <param name="PersonId">A member of the team.</param>
/// <param name="VisitsOfLast">How many of the client's last visits they did.</param>
/// <param name="Faces">How many different people the client would have had in these four weeks if they came.</param>
/// <param name="PlannedMinutes">What they do already in the week of the visit; whole minutes.</param>
/// <param name="ContractedMinutes">Whole minutes a week; 0 for who is on call.</param>
/// <param name="WithinContract">With this visit they stay within their contract in that week.</param>
public sealed record VisitTaker(Guid PersonId, int VisitsOfLast, int Faces, int PlannedMinutes, int ContractedMinutes, bool WithinContract);

internal static class ListUncoveredVisitsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams/{teamId:guid}/uncovered-visits", Handle)
        .WithSummary("List a team's visits to which nobody will come, the next first")
        .WithDescription("To its members, with who could take each and what that does to continuity. Stands in the access log of each client shown.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 422, 503);

    private static async Task<Results<Ok<Page<UncoveredVisit>>, ProblemHttpResult>> Handle(
        Guid teamId, [AsParameters] PageRequest page, Caller caller, CareRecordsClient careRecords, SchedulingDb db, InstallTimeZone zone, CancellationToken ct)
    {
        if (!await db.Members.AnyAsync(member => member.TeamId == teamId && member.PersonId == caller.PersonId, ct))
            return Refusal.Forbidden("not-a-member", "Uncovered visits are for the members of the team.").ToProblem();
        var uncovered = db.Visits.Where(visit => visit.TeamId == teamId && visit.UncoveredAt != null && visit.RecordedAt == null && visit.CancelledAt == null);
        if (!(await uncovered.PageAsync(new VisitPageRequest(null, null, page.After, page.Limit), ct)).Accepted(out var shown, out var refusal))
            return refusal.ToProblem();
        if (shown.Items.Count == 0)
            return TypedResults.Ok(new Page<UncoveredVisit>([], null));

        await careRecords.EnterSchedulesAsync(shown.Items.Select(visit => visit.ClientId).Distinct(), caller, ct);
        var free = (await db.FreeMembersAsync(shown.Items, zone, ct)).ToLookup(member => member.VisitId);
        var before = (await db.FacesBeforeAsync(shown.Items, ct)).ToDictionary(faces => faces.VisitId);
        return TypedResults.Ok(new Page<UncoveredVisit>([.. shown.Items.Select(visit => Decide(visit, before[visit.Id], free[visit.Id]))], shown.Next));
    }

    internal static UncoveredVisit Decide(ShownVisit visit, FacesBefore before, IEnumerable<FreeMember> free)
    {
        var minutes = (int)(visit.PlannedEnd - visit.PlannedStart).TotalMinutes;
        var takers = free
            .Select(member => new VisitTaker(
                member.PersonId,
                before.Last.Count(carer => carer == member.PersonId),
                before.Faces.Append(member.PersonId).Distinct().Count(),
                member.PlannedMinutes,
                member.ContractedMinutes,
                member.PlannedMinutes + minutes <= member.ContractedMinutes))
            .OrderByDescending(taker => taker.VisitsOfLast).ThenBy(taker => taker.Faces).ThenByDescending(taker => taker.WithinContract).ThenBy(taker => taker.PersonId);
        return new(visit, before.Faces.Length, before.Last.Length, [.. takers]);
    }
}
