using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Billing.Features;

/// <summary>The back office has sent a message that it downloaded. Said again, it is the same.</summary>
internal static class SayMessageSentEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/messages/{messageId:guid}/_sent", Handle)
        .WithSummary("Says that a message which was downloaded has been sent; again, it changes nothing.")
        .RequireKind(CallerKinds.BackOffice)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<MessageDetail>, ProblemHttpResult>> Handle(Guid messageId, BillingDb db, AgreementBook agreements, InstallClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.FindAndLockMessageAsync(messageId, ct) is not { } message) return Refusal.NotFound().ToProblem();
        if (message.Direction is MessageDirection.Received)
            return Refusal.Conflict("received-message", "This message came from the payer; only what was made for a payer can be sent.").ToProblem();
        if (message.SentAt is null) await db.LeftAsync(message, agreements, clock, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(GetMessageEndpoint.Detail(message));
    }
}
