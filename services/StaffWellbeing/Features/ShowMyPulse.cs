using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>Whether there is a pulse for the caller.</summary>
/// <param name="Month">This month, such as <c>2026-10</c>.</param>
/// <param name="Teams">The caller's teams; empty where no questions are asked this month.</param>
public sealed record MyPulse(string Month, IReadOnlyList<MyPulseOfTeam> Teams);

/// <summary>The pulse of one of the caller's teams.</summary>
/// <param name="TeamId">The team.</param>
/// <param name="LinkTaken">The caller had their link this month. Whether it was used is not known.</param>
public sealed record MyPulseOfTeam(Guid TeamId, bool LinkTaken);

internal static class ShowMyPulseEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/my-pulse", Handle)
        .WithSummary("Show whether there is a pulse to answer")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403);

    private static async Task<Ok<MyPulse>> Handle(Caller caller, StaffWellbeingDb db, InstallTimeZone zone, TimeProvider clock, CancellationToken ct)
    {
        var month = Months.Of(zone.Today(clock));
        var asked = await db.PulseQuestions.AnyAsync(questions => questions.Month <= month, ct);
        var teams = asked ? await db.TeamsOfAsync(caller.PersonId, ct) : [];
        var taken = await db.PulseLinksTaken.Where(links => links.Month == month && teams.Contains(links.TeamId) && links.People.Contains(caller.PersonId)).Select(links => links.TeamId).ToListAsync(ct);
        return TypedResults.Ok(new MyPulse(Months.Say(month), teams.ConvertAll(team => new MyPulseOfTeam(team, taken.Contains(team)))));
    }
}
