using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareRecords.Features;

internal static class RevokeDecisionEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapDelete("/v1/clients/{clientId:guid}/access-rules/{personId:guid}", Handle)
        .RequireKind(Callers.AsTheRecordSays);

    // Once this has answered no decision finds the rule any more: every one is made from the database.
    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid clientId, Guid personId, Caller caller, CareRecordsDb db, RecordDoor door, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.DecideAccess, "access-rules", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();

        if (await db.AccessRules.FindAsync([clientId, personId], ct) is not { } rule) return TypedResults.NoContent();
        db.AccessRules.Remove(rule);
        await db.SaveAsync(opened.Entry, ct);
        return TypedResults.NoContent();
    }
}
