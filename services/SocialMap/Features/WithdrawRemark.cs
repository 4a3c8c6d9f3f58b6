using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

internal static class WithdrawRemarkEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/services/{serviceId:guid}/remarks/{remarkId:guid}", Handle)
        .WithSummary("Take back what your team said")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 404);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid serviceId, Guid remarkId, Caller caller, SocialMapDb db, CancellationToken ct)
    {
        if (await db.Remarks.SingleOrDefaultAsync(remark => remark.ServiceId == serviceId && remark.Id == remarkId, ct) is not { } remark)
            return Refusal.NotFound().ToProblem();
        if (!await db.IsMemberAsync(remark.TeamId, caller, ct))
            return Refusal.Forbidden("not-a-member", "The team that said it takes it back.").ToProblem();
        db.Remove(remark);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.SaveChangesAsync(ct);
        await Freshen.AllAsync(db, serviceId, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
