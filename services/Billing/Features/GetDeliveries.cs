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
/// <param name="State">
/// <c>claimed</c>: in a line that is right; <c>covered</c>: goes into the next claim; <c>corrected</c>: its granted line is put right in the next claim; <c>awaits-answer</c>: its line is not right, and not answered yet;
/// <c>rejected</c>: its line waits for the back office; <c>not-corrected</c>: its line is not right, and the payer takes no corrections; <c>included</c>: another visit stands for the same piece; <c>over-cap</c>: no
/// more is allowed; <c>withdrawn</c>: it did not take place; or why it cannot be claimed: <c>no-agreement</c>, <c>no-authorisation</c>, <c>no-rate</c>, <c>no-volume</c>, <c>unit-differs</c>.
/// </param>
/// <param name="PayerId">Who pays, when it is claimed or covered.</param>
/// <param name="AuthorisationId">Under which it is claimed or covered.</param>
/// <param name="ClaimLineId">The line that claims it.</param>
public sealed record DeliveryDetail(
    Guid VisitId, Guid ClientId, string Service, DateOnly DeliveredOn, int Minutes, string State, string? PayerId, Guid? AuthorisationId, Guid? ClaimLineId);

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
        await using var moment = await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct); // what reactions change meanwhile is seen in none of the reads
        var found = await wanted.Where(delivery => page.After == null || delivery.VisitId > page.After).OrderBy(delivery => delivery.VisitId).Take(page.Limit + 1).ToListAsync(ct);
        var standings = await StandingsAsync(db, agreements, found, ct);
        var shown = Page<DeliveryDetail>.Of([.. found.Select(delivery => Detail(delivery, standings.GetValueOrDefault(delivery.VisitId)))], page.Limit, delivery => delivery.VisitId);
        await moment.CommitAsync(ct);
        await careRecords.EnterAsync(shown.Items.Select(delivery => delivery.ClientId), caller, "deliveries", ct);
        return TypedResults.Ok(shown);
    }

    // As the next closing will see them: with everything of the same client and month.
    private static async Task<Dictionary<Guid, VisitStanding>> StandingsAsync(BillingDb db, AgreementBook agreements, List<Delivery> shown, CancellationToken ct)
    {
        var clients = shown.Select(delivery => delivery.ClientId).Distinct().ToList();
        var months = shown.Select(delivery => delivery.Month).Distinct().ToHashSet();
        if (agreements.CountsWeeks) months.UnionWith(months.SelectMany(month => new[] { Month.Of(month.First.AddDays(-1)), Month.Of(month.Last.AddDays(1)) }).ToList());
        var deliveries = (await db.Deliveries.AsNoTracking().Where(delivery => clients.Contains(delivery.ClientId) && months.Contains(delivery.Month)).ToListAsync(ct)).ToLookup(delivery => delivery.ClientId);
        var authorisations = await db.AuthorisationsOfAsync(clients, ct);
        var lines = (await db.LinesOfAsync(clients, months, ct)).ToLookup(line => line.ClientId);
        var past = await db.PastOfAsync(clients, months, agreements, ct);
        return clients.SelectMany(client => ClaimDraft.Of("", default, agreements, new Care([.. deliveries[client]], [.. authorisations[client]], [.. lines[client]], months, [.. past[client]])).Visits)
            .DistinctBy(visit => visit.VisitId).ToDictionary(visit => visit.VisitId);
    }

    private static DeliveryDetail Detail(Delivery delivery, VisitStanding standing) => new(
        delivery.VisitId, delivery.ClientId, delivery.Service, delivery.DeliveredOn, delivery.Minutes, delivery.Withdrawn ? "withdrawn" : standing.State,
        standing.PayerId, standing.AuthorisationId, standing.LineId);
}
