using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Domain;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Scheduling.Features;

/// <summary>Which visits of a schedule or roster, in the order of their planned start.</summary>
public sealed record VisitPageRequest(
    [property: FromQuery(Name = "from"), Description("Planned to start then or later.")] DateTimeOffset? From,
    [property: FromQuery(Name = "to"), Description("Planned to start before then.")] DateTimeOffset? To,
    [property: FromQuery(Name = "after"), Description("The cursor `next` of the page before.")] Guid? After,
    [property: FromQuery(Name = "limit"), Range(1, 200), DefaultValue(50), Description("How many at most, 1 to 200.")] int Limit = 50);

internal static class VisitPages
{
    public static async Task<Outcome<Page<ShownVisit>>> PageAsync(this IQueryable<Visit> visits, VisitPageRequest page, CancellationToken ct)
    {
        if (page.From is { } from)
            visits = visits.Where(visit => visit.PlannedStart >= from.ToUniversalTime());
        if (page.To is { } to)
            visits = visits.Where(visit => visit.PlannedStart < to.ToUniversalTime());
        if (page.After is { } after)
        {
            var last = await visits.Where(visit => visit.Id == after).Select(visit => new { visit.PlannedStart }).SingleOrDefaultAsync(ct);
            if (last is null)
                return Refusal.Invalid("unknown-cursor", "The cursor does not belong to this list, or its visit was moved; begin again without it.");
            visits = visits.Where(visit => EF.Functions.GreaterThan(ValueTuple.Create(visit.PlannedStart, visit.Id), ValueTuple.Create(last.PlannedStart, after)));
        }

        var found = await visits.AsNoTracking()
            .OrderBy(visit => visit.PlannedStart).ThenBy(visit => visit.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        return Page<ShownVisit>.Of(found.ConvertAll(ShownVisit.Of), page.Limit, visit => visit.Id);
    }
}
