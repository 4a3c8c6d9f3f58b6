using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

internal static class TryNoticeAgainEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/notices/{noticeId:guid}/_try-again", Handle)
        .WithSummary("Tells again what could not be rendered or what the payer rejected, once that is mended.")
        .RequireKind(CallerKinds.BackOffice)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid noticeId, BillingDb db, Notices notices, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await db.Notices.Where(n => n.Id == noticeId).Select(n => (Guid?)n.ClientId).SingleOrDefaultAsync(ct) is not { } clientId) return Refusal.NotFound().ToProblem();
        await db.LockNoticesAsync(clientId, ct);
        var notice = await db.Notices.SingleAsync(n => n.Id == noticeId, ct);
        if (!notice.IsOpen && notice.State is not NoticeState.Rejected)
            return Refusal.Conflict("nothing-to-try-again", "Only a notice that has faults, or that the payer rejected, is told again.").ToProblem();

        if (notice.State is NoticeState.Rejected) notice.Drop();
        await db.SaveChangesAsync(ct);
        await notices.TellAsync(clientId, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
