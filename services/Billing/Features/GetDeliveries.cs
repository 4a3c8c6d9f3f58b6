using System.ComponentModel.DataAnnotations;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>A visit that took place, as money sees it.</summary>
/// <param name="VisitId">The visit.</param>
/// <param name="ClientId">Who was visited.</param>
/// <param name="Service">The kind of care.</param>
/// <param name="DeliveredOn">The day on which it began, in the time zone of the install.</param>
/// <param name="Minutes">Whole minutes.</param>
/// <param name="State"><c>claimed</c>; <c>covered</c>: goes into the next claim, as far as the authorised volume allows; <c>awaits-correction</c>: came after its product was claimed for that month; or why it cannot be claimed: <c>no-agreement</c>, <c>no-authorisation</c>, <c>no-rate</c>, <c>unit-differs</c>.</param>
/// <param name="PayerId">Who pays, when it is claimed or covered.</param>
/// <param name="AuthorisationId">Under which it is claimed or covered.</param>
/// <param name="ClaimLineId">The line that claims it.</param>
/// <param name="MinutesAfterClaim">What the visit says now, when it was changed after it was claimed.</param>
public sealed record DeliveryDetail(
    Guid VisitId, Guid ClientId, string Service, DateOnly DeliveredOn, int Minutes, string State, string? PayerId, Guid? AuthorisationId, Guid? ClaimLineId, int? MinutesAfterClaim);

internal static class GetDeliveriesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/deliveries", Handle)
        .WithSummary("Visits that took place, each with who pays for it or why nobody does.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<Page<DeliveryDetail>>> Handle(
        Guid? clientId, [RegularExpression(@"^\d{4}-(0[1-9]|1[0-2])$", ErrorMessage = "A period is a month such as 2026-10.")] string? period,
        [AsParameters] PageRequest page, Caller caller, BillingDb db, AgreementBook agreements, CareRecordsClient careRecords, CancellationToken ct)
    {
        var wanted = db.Deliveries.AsNoTracking();
        if (clientId is not null) wanted = wanted.Where(delivery => delivery.ClientId == clientId);
        if (Month.TryParse(period, out var month)) wanted = wanted.Where(delivery => delivery.Month == month);
        var found = await (
            from delivery in wanted.Where(delivery => page.After == null || delivery.VisitId > page.After).OrderBy(delivery => delivery.VisitId).Take(page.Limit + 1)
            join line in db.ClaimLines on delivery.ClaimLineId equals line.Id into lines
            from line in lines.DefaultIfEmpty()
            join authorisation in db.Authorisations on line.AuthorisationId equals authorisation.Id into claimedUnder
            from authorisation in claimedUnder.DefaultIfEmpty()
            orderby delivery.VisitId
            select new { delivery, authorisation }).ToListAsync(ct);
        var clients = found.Select(row => row.delivery.ClientId).Distinct().ToList();
        var (ofClient, before) = (await db.AuthorisationsOfAsync(clients, ct), await db.ClaimedBeforeAsync(clients, ct));
        var shown = Page<DeliveryDetail>.Of([.. found.Select(row => Detail(row.delivery, row.authorisation, ofClient, before, agreements))], page.Limit, delivery => delivery.VisitId);
        await careRecords.EnterAsync(shown.Items.Select(delivery => delivery.ClientId), caller, "deliveries", ct);
        return TypedResults.Ok(shown);
    }

    private static DeliveryDetail Detail(Delivery delivery, Authorisation? claimedUnder, ILookup<Guid, Authorisation> ofClient, List<ClaimedBefore> before, AgreementBook agreements)
    {
        var match = claimedUnder is null ? Matching.Find(delivery, ofClient[delivery.ClientId], agreements) : new Match(Match.Claimed, claimedUnder);
        if (match.State is Match.Covered && before.Any(claimed => claimed.Asks(delivery, match))) match = match with { State = Match.AwaitsCorrection };
        return new(
            delivery.VisitId, delivery.ClientId, delivery.Service, delivery.DeliveredOn, delivery.Minutes, match.State, match.Authorisation?.PayerId, match.Authorisation?.Id,
            delivery.ClaimLineId, delivery.MinutesAfterClaim);
    }
}
