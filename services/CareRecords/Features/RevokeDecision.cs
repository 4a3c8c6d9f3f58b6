using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

internal static class RevokeDecisionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/clients/{clientId:guid}/access-rules/{personId:guid}", Handle)
        .WithSummary("The client takes back what they decided about a person.")
        .AsTheRecordSays();

    // Once this has answered no decision finds the rule any more: every one is made from the database.
    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid clientId, Guid personId, Caller caller, CareRecordsDb db, RecordDoor door, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.DecideAccess, "access-rules", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockClientAsync(clientId, ct);
        var revoked = await db.AccessRules.Where(rule => rule.ClientId == clientId && rule.PersonId == personId).ExecuteDeleteAsync(ct);
        if (revoked == 0) return TypedResults.NoContent();
        await db.AnnounceAccessAsync(clientId, ct);
        await db.AppendAsync([opened.Entry], ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
