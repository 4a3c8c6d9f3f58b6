using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>What a payer was asked to assign or to change.</summary>
/// <param name="Id">The request.</param>
/// <param name="PayerId">Who was asked.</param>
/// <param name="ClientId">For whom.</param>
/// <param name="Kind">New care or a change.</param>
/// <param name="Products">What was asked for.</param>
/// <param name="Reason">For a change: why.</param>
/// <param name="Referrer">For new care: who referred the client.</param>
/// <param name="State">made: to be sent; returned: the payer took it; under-examination: the payer looks into it; rejected: not taken, or no; granted: an authorisation came that fits.</param>
/// <param name="RequestReference">Under which the payer answers.</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="DocumentId">The message that holds it, to be downloaded and sent.</param>
/// <param name="ReturnMessageId">What the payer sent back on it.</param>
/// <param name="AnswerMessageId">The payer's answer, where that was a message of its own.</param>
/// <param name="AuthorisationId">Granted: the authorisation that fits, by client, product and period.</param>
/// <param name="Codes">Why it was rejected, each with a reason and what can be done.</param>
public sealed record RequestDetail(
    Guid Id, string PayerId, Guid ClientId, RequestKind Kind, IReadOnlyList<ProductOfRequest> Products, RequestReason? Reason, Referrer? Referrer, RequestState State, string RequestReference,
    DateTimeOffset MadeAt, Guid DocumentId, Guid? ReturnMessageId, Guid? AnswerMessageId, Guid? AuthorisationId, IReadOnlyList<PayerCode> Codes)
{
    internal static RequestDetail Of(CareRequest r) => new(
        r.Id, r.PayerId, r.ClientId, r.Kind,
        [.. r.Products.Select(p => new ProductOfRequest(p.Change, p.AssignmentNumber, p.Product?.Category, p.Product?.Code, p.From, p.Until, p.Volume, p.Unit, p.Frequency, p.Budget))],
        r.Reason, r.Referrer, r.State, r.RequestReference, r.MadeAt, r.DocumentId, r.ReturnedBy, r.AnsweredBy, r.AuthorisationId,
        [.. r.Codes.Select(code => new PayerCode(code.Code, code.Reason, code.Remedy, code.MayClaimAgain))]);
}

internal static class GetRequestsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/requests", Handle)
        .WithSummary("What payers were asked to assign or to change, and what came of it, oldest first.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Ok<Page<RequestDetail>>> Handle(
        string? payerId, Guid? clientId, [AsParameters] PageRequest page, Caller caller, BillingDb db, CareRecordsClient careRecords, CancellationToken ct)
    {
        var found = await db.Requests.AsNoTracking()
            .Where(r => (payerId == null || r.PayerId == payerId) && (clientId == null || r.ClientId == clientId) && (page.After == null || r.Id > page.After))
            .OrderBy(r => r.Id).Take(page.Limit + 1).ToListAsync(ct);
        var shown = Page<RequestDetail>.Of([.. found.Select(RequestDetail.Of)], page.Limit, r => r.Id);
        await careRecords.EnterAsync(shown.Items.Select(r => r.ClientId), caller, "requests-for-care", ct);
        return TypedResults.Ok(shown);
    }
}

internal static class GetRequestEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/requests/{requestId:guid}", Handle)
        .WithSummary("What came of a request.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<Ok<RequestDetail>, ProblemHttpResult>> Handle(Guid requestId, Caller caller, BillingDb db, CareRecordsClient careRecords, CancellationToken ct)
    {
        if (await db.Requests.AsNoTracking().SingleOrDefaultAsync(r => r.Id == requestId, ct) is not { } request) return Refusal.NotFound().ToProblem();
        await careRecords.EnterAsync([request.ClientId], caller, "requests-for-care", ct);
        return TypedResults.Ok(RequestDetail.Of(request));
    }
}
