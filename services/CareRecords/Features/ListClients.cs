using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>A client in the list of their team.</summary>
/// <param name="Id">The client.</param>
/// <param name="Initials">With dots.</param>
/// <param name="FamilyName">With its prefix.</param>
/// <param name="AdmittedOn">The first day of the last episode of care.</param>
/// <param name="EndedOn">Its last day; null while the client is in care.</param>
public sealed record ClientInList(Guid Id, string Initials, string FamilyName, DateOnly AdmittedOn, DateOnly? EndedOn);

internal static class ListClientsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients", Handle)
        .WithSummary("The clients of a team; for its members.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 503);

    private static async Task<Results<Ok<Page<ClientInList>>, ProblemHttpResult>> Handle(
        Guid teamId, [AsParameters] PageRequest page, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.TeamMembers.AnyAsync(member => member.TeamId == teamId && member.PersonId == caller.PersonId && member.IsMember, ct))
            return Refusal.Forbidden("not-your-team", "A team sees its own clients.").ToProblem();

        var found = await db.Clients.AsNoTracking()
            .Where(client => client.TeamId == teamId && client.Id > (page.After ?? Guid.Empty))
            .OrderBy(client => client.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        var shown = Page<Client>.Of(found, page.Limit, client => client.Id);

        await door.LogApartAsync([.. shown.Items.Select(client => caller.AsMember(client.Id, teamId, AccessAct.Look, "place-in-the-list", clock))], ct);
        return TypedResults.Ok(new Page<ClientInList>([.. shown.Items.Select(client => Show(client, encryption))], shown.Next));
    }

    private static ClientInList Show(Client client, FieldEncryption encryption)
    {
        var identity = encryption.Open<Identity>(client.SealedIdentity);
        return new(client.Id, identity.Initials, identity.FamilyName, client.AdmittedOn, client.EndedOn);
    }
}
