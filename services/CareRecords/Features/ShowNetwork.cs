using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>Somebody around the client.</summary>
public sealed record PersonInNetwork(Guid Id, string Name, string Relation, Guid? PersonId, bool Representative);

internal static class ShowNetworkEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/network", Handle)
        .WithSummary("The people around the client.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<Page<PersonInNetwork>>, ProblemHttpResult>> Handle(
        Guid clientId, [AsParameters] PageRequest page, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, CancellationToken ct)
    {
        var opened = await door.LookAsync(caller, clientId, Right.SeeRecord, "network", ct);
        if (!opened.Accepted(out _, out var refusal)) return refusal.ToProblem();

        var found = await db.NetworkPeople.AsNoTracking()
            .Where(person => person.ClientId == clientId && person.Id > (page.After ?? Guid.Empty))
            .OrderBy(person => person.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Page<PersonInNetwork>.Of([.. found.Select(person => Show(person, encryption))], page.Limit, person => person.Id));
    }

    private static PersonInNetwork Show(NetworkPerson row, FieldEncryption encryption)
    {
        var person = encryption.Open<NetworkPerson.Person>(row.SealedPerson);
        return new(row.Id, person.Name, person.Relation, row.PersonId, row.IsRepresentative);
    }
}
