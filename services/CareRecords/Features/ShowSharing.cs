using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>What the client decided about sharing.</summary>
/// <param name="Shares">Whether events about the client are told to other organisations.</param>
public sealed record SharingShown(bool Shares);

internal static class ShowSharingEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/sharing", Handle)
        .WithSummary("Whether events about the client are told to other organisations.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<SharingShown>, ProblemHttpResult>> Handle(Guid clientId, Caller caller, CareRecordsDb db, RecordDoor door, CancellationToken ct)
    {
        var opened = await door.LookAsync(caller, clientId, Right.SeeRecord, "sharing", ct);
        if (!opened.Accepted(out _, out var refusal)) return refusal.ToProblem();
        return TypedResults.Ok(new SharingShown(await db.Clients.Where(client => client.Id == clientId).Select(client => client.Shares).SingleAsync(ct)));
    }
}
