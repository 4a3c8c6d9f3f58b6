using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Billing.Features;

/// <summary>The back office has dealt with a message that was refused or that contradicts an earlier one, so that nobody is alerted any more.</summary>
internal static class SettleMessageEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/messages/{messageId:guid}/_settle", Handle)
        .WithSummary("Says that what was wrong with a message has been dealt with; its alert ends. Again, it changes nothing.")
        .RequireKind(CallerKinds.BackOffice)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);

    private static async Task<Results<Ok<MessageDetail>, ProblemHttpResult>> Handle(Guid messageId, BillingDb db, InstallClock clock, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.FindAndLockMessageAsync(messageId, ct) is not { } message) return Refusal.NotFound().ToProblem();
        if (message.State is not (MessageState.Refused or MessageState.Contradicting))
            return Refusal.Conflict("nothing-to-settle", "Only a message that was refused or contradicts an earlier one is settled.").ToProblem();
        message.SettledAt ??= clock.Now;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return TypedResults.Ok(GetMessageEndpoint.Detail(message));
    }
}
