using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Billing.Features;

/// <summary>Something that somebody must look at. It ends by itself when its cause does.</summary>
/// <param name="Id">The claim, message, notice or outage that it is about.</param>
/// <param name="Code">missing-answer, claim-refused, return-overdue, contradicting-answer, message-refused, message-not-carried, unknown-payer-message, notice-refused, notice-rejected, adapter-refused or adapter-away.</param>
/// <param name="PayerId">The payer, where it is about one.</param>
/// <param name="Adapter">The adapter, where it is about one.</param>
/// <param name="ClaimId">The claim, where it is about one.</param>
/// <param name="MessageId">The message, where it is about one.</param>
/// <param name="What">What is the matter, as a sentence.</param>
/// <param name="WhatToDo">What can be done about it, as a sentence.</param>
/// <param name="Since">When what it is about began: the claim was sent or closed, the message stored, the adapter found so. UTC.</param>
public sealed record AlertDetail(Guid Id, string Code, string? PayerId, string? Adapter, Guid? ClaimId, Guid? MessageId, string What, string WhatToDo, DateTimeOffset Since);

internal static class GetAlertsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/alerts", Handle)
        .WithSummary("What somebody of the back office must look at, and what to do about it.")
        .RequireKind(CallerKinds.BackOffice);

    private static async Task<Ok<Page<AlertDetail>>> Handle([AsParameters] PageRequest page, BillingDb db, IOptions<AdapterSettings> adapters, InstallClock clock, CancellationToken ct)
    {
        var found = await db.OpenAlerts(clock.Today, adapters.Value.Keys)
            .Where(alert => page.After == null || alert.Id > page.After).OrderBy(alert => alert.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page<AlertDetail>.Of(
            [.. found.Select(a => new AlertDetail(a.Id, a.Code, a.PayerId, a.Adapter, a.ClaimId, a.MessageId, a.What(), a.WhatToDo(), a.Since))], page.Limit, alert => alert.Id));
    }
}
