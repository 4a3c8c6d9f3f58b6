using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.StaffWellbeing.Features;

/// <summary>The sickness rate of a month, by the national definition. It was fixed once and does not change.</summary>
/// <param name="Id">The line.</param>
/// <param name="Month">Such as <c>2026-10</c>.</param>
/// <param name="TeamId">The team; null for the whole install.</param>
/// <param name="People">How many, rounded to five.</param>
/// <param name="Percent">Rounded to halves.</param>
public sealed record ShownSicknessRate(Guid Id, string Month, Guid? TeamId, int People, decimal Percent);

/// <summary>Sickness rates, the latest month first.</summary>
/// <param name="Items">Only of groups of five people or more.</param>
/// <param name="Reference">A line to hold them against.</param>
/// <param name="Next">Send it as <c>after</c> for what follows; null at the end.</param>
public sealed record SicknessRateTable(IReadOnlyList<ShownSicknessRate> Items, ReferenceLine Reference, Guid? Next);

/// <summary>A line to hold a figure against: no target of any team.</summary>
/// <param name="Percent">Of contracted time.</param>
/// <param name="Source">Where it comes from.</param>
public sealed record ReferenceLine(decimal Percent, string Source)
{
    internal static ReferenceLine Sickness { get; } = new(4, "Buurtzorg's sickness absence, about half the average of the sector.");
}

internal static class ListSicknessRatesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/sickness-rates", ([AsParameters] PageRequest page, StaffWellbeingDb db, CancellationToken ct) => ShowAsync(null, page, db, ct))
            .WithSummary("List the sickness rates of the install, the latest month first")
            .WithDescription("A month stands from the eighth day of the next one. What is told later changes nothing, so that no two figures of a month can be subtracted.")
            .RequireKind(CallerKinds.Professional, CallerKinds.Coach, CallerKinds.BackOffice)
            .MayRefuse(403);
        routes.MapGet("/v1/teams/{teamId:guid}/sickness-rates", (Guid teamId, [AsParameters] PageRequest page, StaffWellbeingDb db, CancellationToken ct) => ShowAsync(teamId, page, db, ct))
            .WithSummary("List the sickness rates of a team, the latest month first")
            .WithDescription("Every team sees every team's. Months in which the team had fewer than five people are missing.")
            .RequireKind(CallerKinds.Professional, CallerKinds.Coach, CallerKinds.BackOffice)
            .MayRefuse(403);
    }

    private static async Task<Ok<SicknessRateTable>> ShowAsync(Guid? teamId, PageRequest page, StaffWellbeingDb db, CancellationToken ct)
    {
        var found = await db.SicknessRates
            .Where(rate => rate.TeamId == teamId && (page.After == null || rate.Month < db.SicknessRates.First(last => last.Id == page.After).Month))
            .OrderByDescending(rate => rate.Month)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        var shown = Page<ShownSicknessRate>.Of(found.ConvertAll(rate => new ShownSicknessRate(rate.Id, Months.Say(rate.Month), rate.TeamId, rate.People, rate.Percent)), page.Limit, rate => rate.Id);
        return TypedResults.Ok(new SicknessRateTable(shown.Items, ReferenceLine.Sickness, shown.Next));
    }
}
