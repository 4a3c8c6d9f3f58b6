using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>A message from or for a payer, without its content.</summary>
/// <param name="Id">The message.</param>
/// <param name="PayerId">From or for whom.</param>
/// <param name="Direction">Received from the payer, or made for the payer to be sent.</param>
/// <param name="Kind">What it is about; unknown until it is read.</param>
/// <param name="State">What came of it.</param>
/// <param name="Type">What the payer's world calls such a message, such as <c>WMO301</c>.</param>
/// <param name="RecordedAt">When it was stored; UTC.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Of its bytes, hexadecimal.</param>
/// <param name="ReturnMessageId">The return message that it is owed, to be downloaded and sent.</param>
/// <param name="ClaimId">The claim that it holds or answers.</param>
/// <param name="SentAt">For what was made for a payer: when it left, by the adapter or by hand; null while it waits. UTC.</param>
/// <param name="DueOn">For what a payer is owed: the last day on which it is in time, in the time zone of the install.</param>
/// <param name="Faults">Everything that was wrong with it; it had no effect then.</param>
public sealed record MessageDetail(
    Guid Id, string PayerId, MessageDirection Direction, MessageContent Kind, MessageState State, string? Type, DateTimeOffset RecordedAt, int Bytes, string Sha256,
    Guid? ReturnMessageId, Guid? ClaimId, DateTimeOffset? SentAt, DateOnly? DueOn, IReadOnlyList<FaultDetail> Faults);

/// <summary>One thing that is wrong.</summary>
/// <param name="Code">Stable, kebab-case.</param>
/// <param name="Detail">A sentence for people.</param>
/// <param name="ClaimLineId">The line of the claim that it is about.</param>
/// <param name="Place">Where in the message.</param>
/// <param name="PayerCode">The payer's own code for it.</param>
/// <param name="Rule">The published rule that was broken.</param>
public sealed record FaultDetail(string Code, string Detail, string? ClaimLineId, string? Place, string? PayerCode, string? Rule)
{
    internal static FaultDetail Of(Fault fault) => new(fault.Code, fault.Detail, fault.LineId, fault.Place, fault.PayerCode, fault.Rule);
}

internal static class GetMessagesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/messages", Handle)
        .WithSummary("Messages from and for payers, oldest first.")
        .RequireKind(CallerKinds.BackOffice);

    private static async Task<Ok<Page<MessageDetail>>> Handle(string? payerId, [AsParameters] PageRequest page, BillingDb db, CancellationToken ct)
    {
        var found = await db.Messages.AsNoTracking()
            .Where(message => (payerId == null || message.PayerId == payerId) && (page.After == null || message.Id > page.After))
            .OrderBy(message => message.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page<MessageDetail>.Of([.. found.Select(GetMessageEndpoint.Detail)], page.Limit, message => message.Id));
    }
}

internal static class GetMessageEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/messages/{messageId:guid}", Handle)
        .WithSummary("What came of a message.")
        .RequireKind(CallerKinds.BackOffice).ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<MessageDetail>, ProblemHttpResult>> Handle(Guid messageId, BillingDb db, CancellationToken ct) =>
        await db.Messages.AsNoTracking().SingleOrDefaultAsync(message => message.Id == messageId, ct) is { } message ? TypedResults.Ok(Detail(message)) : Refusal.NotFound().ToProblem();

    internal static MessageDetail Detail(Message message) => new(
        message.Id, message.PayerId, message.Direction, message.Kind, message.State, message.Type, message.RecordedAt, message.Size, Convert.ToHexStringLower(message.Sha256),
        message.ReturnMessageId, message.ClaimId, message.SentAt, message.DueOn, [.. message.Faults.Select(FaultDetail.Of)]);
}
