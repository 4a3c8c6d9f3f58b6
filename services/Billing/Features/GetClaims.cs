using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>A claim in short.</summary>
/// <param name="Id">The claim.</param>
/// <param name="PayerId">Who is asked to pay.</param>
/// <param name="Period">The calendar month, such as <c>2026-10</c>.</param>
/// <param name="Number">As the payer sees it.</param>
/// <param name="State">closed, refused, rendered, sent, answered or paid.</param>
/// <param name="Currency">ISO 4217, of every amount.</param>
/// <param name="TotalMinor">What is asked, in minor units.</param>
/// <param name="GrantedMinor">What was granted so far, in minor units.</param>
public sealed record ClaimSummary(Guid Id, string PayerId, string Period, string Number, ClaimState State, string Currency, long TotalMinor, long GrantedMinor);

internal static class GetClaimsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/claims", Handle)
        .WithSummary("Claims in short, oldest first.")
        .RequireKind(CallerKinds.BackOffice);

    private static async Task<Ok<Page<ClaimSummary>>> Handle(string? payerId, [AsParameters] PageRequest page, BillingDb db, CancellationToken ct)
    {
        var found = await db.Claims.AsNoTracking()
            .Where(claim => (payerId == null || claim.PayerId == payerId) && (page.After == null || claim.Id > page.After))
            .OrderBy(claim => claim.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page<ClaimSummary>.Of(
            [.. found.Select(c => new ClaimSummary(c.Id, c.PayerId, c.Period.ToString(), c.Number, c.State, c.Currency, c.TotalMinor, c.GrantedMinor))], page.Limit, claim => claim.Id));
    }
}
