using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

/// <summary>A member of the team takes an uncovered visit, or says that a colleague agreed to take it.</summary>
/// <param name="CarerId">The member of the team who will come.</param>
public sealed record TakeVisit(Guid CarerId);

internal static class TakeVisitEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/visits/{visitId:guid}/carer", Handle)
        .WithSummary("Take an uncovered visit")
        .WithDescription("Also one that has been, by whoever came. Of two who take it at once one does; the same once more changes nothing.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404, 409, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid visitId, TakeVisit command, Caller caller, SchedulingDb db, InstallTimeZone zone, CancellationToken ct)
    {
        await using var own = await db.BeginUnlessBegunAsync(ct);
        var away = await db.StandingAbsencesAsync(command.CarerId, ct);
        if (await db.VisitOfMyTeamAsync(visitId, caller, ct) is not { } visit)
            return Refusal.NotFound().ToProblem();
        if (!visit.Uncovered && visit.CarerId == command.CarerId && visit.State is not VisitState.Cancelled)
            return TypedResults.NoContent();
        var ofTheTeam = await db.Members.AnyAsync(member => member.TeamId == visit.TeamId && member.PersonId == command.CarerId, ct);
        if (Decide(visit, command, caller, ofTheTeam, away.Find(absence => absence.Holds(zone.DayOf(visit.PlannedStart)))) is { } refusal)
            return refusal.ToProblem();

        db.Attach(visit);
        visit.Cover(command.CarerId);
        db.Announce(visit.Id, visit.Version, new VisitCovered(visit.Id, visit.Version, visit.ClientId, visit.TeamId, visit.CarerId));
        try
        {
            if (await db.SaveUnlessOverlappingAsync([visit], zone, ct) is { } overlap)
                return overlap.ToProblem();
        }
        catch (DbUpdateConcurrencyException)
        {
            await own.DisposeAsync();
            db.ChangeTracker.Clear();
            return await Handle(visitId, command, caller, db, zone, ct); // somebody was faster: decide again on what is there now
        }
        await own.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    internal static Refusal? Decide(Visit visit, TakeVisit command, Caller caller, bool ofTheTeam, Absence? away)
    {
        if (visit.State is VisitState.Cancelled)
            return Refusal.Conflict("visit-cancelled", "This visit was cancelled; nobody needs to come.");
        if (!visit.Uncovered)
            return Refusal.Conflict("visit-has-a-carer", $"Somebody comes to this visit already: {visit.CarerId}. Agree with them; a visit changes hands while it is uncovered.");
        if (!ofTheTeam)
            return Refusal.Invalid("carer-not-in-team", $"Person {command.CarerId} is not a member of the visit's team; choose a member.");
        if (away is not null && command.CarerId != caller.PersonId) // who is away may still say that they come, or came
            return Refusal.Conflict("carer-away", $"Person {command.CarerId} is away until {away.BackOn:yyyy-MM-dd}; choose somebody else.");
        return null;
    }
}
