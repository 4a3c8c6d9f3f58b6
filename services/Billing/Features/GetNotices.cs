using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>What a payer is told about the start or the stop of care under one authorisation.</summary>
/// <param name="Id">The notice.</param>
/// <param name="PayerId">Who is told.</param>
/// <param name="ClientId">About whom.</param>
/// <param name="AuthorisationId">Under which.</param>
/// <param name="AuthorisationNumber">The payer's number of it.</param>
/// <param name="Kind">Start or stop.</param>
/// <param name="Change">Whether it is new, replaces an earlier notice, or takes it back.</param>
/// <param name="StartedOn">The first day of care under the authorisation.</param>
/// <param name="StoppedOn">For a stop: the last day of care.</param>
/// <param name="Reason">For a stop: why.</param>
/// <param name="State">made: waits for its document; refused: it has faults and is tried again; rendered: to be sent; accepted, rejected: what the payer returned; dropped: overtaken before it left, or to be told again.</param>
/// <param name="Reference">As the payer sees it.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="DocumentId">The message that holds it, to be downloaded and sent.</param>
/// <param name="ReturnMessageId">What the payer sent back.</param>
/// <param name="Faults">Why there is no document.</param>
/// <param name="Codes">The payer's remarks, each with a reason and what can be done.</param>
public sealed record NoticeDetail(
    Guid Id, string PayerId, Guid ClientId, Guid AuthorisationId, string AuthorisationNumber, NoticeKind Kind, NoticeChange Change, DateOnly StartedOn, DateOnly? StoppedOn, StopReason? Reason,
    NoticeState State, string Reference, DateTimeOffset MadeAt, Guid? DocumentId, Guid? ReturnMessageId, IReadOnlyList<FaultDetail> Faults, IReadOnlyList<PayerCode> Codes)
{
    internal static NoticeDetail Of(Notice n) => new(
        n.Id, n.PayerId, n.ClientId, n.AuthorisationId, n.AuthorisationNumber, n.Kind, n.Change, n.StartedOn, n.StoppedOn, n.Reason, n.State, n.Reference, n.MadeAt, n.DocumentId, n.ReturnedBy,
        [.. n.Faults.Select(FaultDetail.Of)], [.. n.Codes.Select(code => new PayerCode(code.Code, code.Reason, code.Remedy, code.MayClaimAgain))]);
}

internal static class GetNoticesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/notices", Handle)
        .WithSummary("What payers are told about the start and the stop of care, oldest first.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<Page<NoticeDetail>>> Handle(
        string? payerId, Guid? clientId, [AsParameters] PageRequest page, Caller caller, BillingDb db, CareRecordsClient careRecords, CancellationToken ct)
    {
        var found = await db.Notices.AsNoTracking()
            .Where(n => (payerId == null || n.PayerId == payerId) && (clientId == null || n.ClientId == clientId) && (page.After == null || n.Id > page.After))
            .OrderBy(n => n.Id).Take(page.Limit + 1).ToListAsync(ct);
        var shown = Page<NoticeDetail>.Of([.. found.Select(NoticeDetail.Of)], page.Limit, n => n.Id);
        await careRecords.EnterAsync(shown.Items.Select(n => n.ClientId), caller, "notices", ct);
        return TypedResults.Ok(shown);
    }
}
