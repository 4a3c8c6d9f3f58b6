using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareRecords.Features;

/// <summary>The client, or their representative, says whether events about them are told to other organisations. Until the first time they are.</summary>
/// <param name="Shares">When false, no event about the client is told from now on, and those of before are no longer told either.</param>
public sealed record ChangeSharing(bool Shares);

internal static class ChangeSharingEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/clients/{clientId:guid}/sharing", Handle)
        .WithSummary("The client switches the sharing of events on or off; the same once more changes nothing.")
        .AsTheRecordSays();

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid clientId, ChangeSharing command, Caller caller, CareRecordsDb db, RecordDoor door, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.DecideAccess, "sharing", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();

        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (!await db.AnnounceSharingAsync(clientId, command.Shares, ct)) return TypedResults.NoContent();
        await db.SaveAsync(opened.Entry, ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }
}
