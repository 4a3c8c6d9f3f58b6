using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>Who the client is. The citizen service number is not shown: nobody needs it to give care.</summary>
public sealed record ClientRecord(
    Guid Id, string Initials, string FamilyName, DateOnly DateOfBirth, Sex Sex, Address Address, Guid TeamId, DateOnly AdmittedOn, DateOnly IdentityCheckedOn);

internal static class ShowClientEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}", Handle)
        .WithSummary("Who the client is.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<ClientRecord>, ProblemHttpResult>> Handle(
        Guid clientId, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, CancellationToken ct)
    {
        var opened = await door.LookAsync(caller, clientId, Right.SeeRecord, "record", ct);
        if (!opened.Accepted(out _, out var refusal)) return refusal.ToProblem();

        var client = await db.Clients.AsNoTracking().SingleAsync(client => client.Id == clientId, ct);
        var identity = encryption.Open<Identity>(client.SealedIdentity);
        return TypedResults.Ok(new ClientRecord(
            client.Id, identity.Initials, identity.FamilyName, identity.DateOfBirth, identity.Sex, identity.Address,
            client.TeamId, client.AdmittedOn, client.IdentityCheckedOn));
    }
}
