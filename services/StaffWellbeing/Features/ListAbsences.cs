using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

internal static class ListAbsencesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/my-absences", HandleMine)
            .WithSummary("List one's own absences, the latest told first")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403);
        routes.MapGet("/v1/teams/{teamId:guid}/absences", Handle)
            .WithSummary("List who of a team is away or will be, or works in part")
            .WithDescription("To its members, the latest told first. There is no why.")
            .RequireKind(CallerKinds.Professional)
            .MayRefuse(403);
    }

    private static async Task<Ok<Page<ShownAbsence>>> HandleMine([AsParameters] PageRequest page, Caller caller, StaffWellbeingDb db, CancellationToken ct) =>
        TypedResults.Ok(await PageAsync(db.Absences.Where(absence => absence.PersonId == caller.PersonId), page, caller, ct));

    private static async Task<Results<Ok<Page<ShownAbsence>>, ProblemHttpResult>> Handle(
        Guid teamId, [AsParameters] PageRequest page, Caller caller, StaffWellbeingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.IsMemberAsync(teamId, caller.PersonId, ct))
            return Refusal.Forbidden("not-a-member", "Who is away is for the members of the team.").ToProblem();
        var today = zone.Today(clock);
        var members = await db.MembersNow().Where(member => member.TeamId == teamId).Select(member => member.PersonId).ToListAsync(ct);
        var away = db.Absences.Where(absence => members.Contains(absence.PersonId) && !absence.Withdrawn && (absence.OverOn == null || absence.OverOn > today));
        return TypedResults.Ok(await PageAsync(away, page, caller, ct));
    }

    private static async Task<Page<ShownAbsence>> PageAsync(IQueryable<Absence> absences, PageRequest page, Caller caller, CancellationToken ct)
    {
        var found = await absences.AsNoTracking()
            .Where(absence => page.After == null || absence.Id < page.After)
            .OrderByDescending(absence => absence.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        return Page<ShownAbsence>.Of(found.ConvertAll(absence => ShownAbsence.Of(absence, caller)), page.Limit, absence => absence.Id);
    }
}
