using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>Somebody around the client: family, a neighbour, a friend. Being here gives no access; the client decides that.</summary>
/// <param name="Name">How the client calls them.</param>
/// <param name="Relation">A word that fits after "your": <c>daughter</c>, <c>neighbour</c>.</param>
/// <param name="PersonId">Their login, when there is one.</param>
/// <param name="Representative">Acts for the client in law or by mandate; needs a login to do so here.</param>
public sealed record AddToNetwork(
    [StringLength(100, MinimumLength = 1)] string Name,
    [StringLength(40, MinimumLength = 1)] string Relation,
    Guid? PersonId = null,
    bool Representative = false);

internal static class AddToNetworkEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/clients/{clientId:guid}/network", Handle)
        .WithSummary("Somebody around the client; added by the team, the client or their representative.")
        .AsTheRecordSays()
        .MayRefuse(409)
        .Idempotent();

    private static async Task<Results<Created<Created>, ProblemHttpResult>> Handle(
        Guid clientId, AddToNetwork command, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.ChangeNetwork, "network", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();

        var person = new NetworkPerson
        {
            Id = Guid.CreateVersion7(),
            ClientId = clientId,
            PersonId = command.PersonId,
            IsRepresentative = command.Representative,
            SealedPerson = encryption.Seal(new NetworkPerson.Person(command.Name, command.Relation)),
        };
        db.NetworkPeople.Add(person);
        try
        {
            await db.SaveAsync(opened.Entry, ct);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return Refusal.Conflict("already-in-the-network", "Somebody with this login is in the network already.").ToProblem();
        }
        return TypedResults.Created($"/{RecordDoor.Service}/v1/clients/{clientId}/network", new Created(person.Id));
    }
}
