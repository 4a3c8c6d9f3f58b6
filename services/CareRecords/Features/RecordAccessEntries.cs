using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>Another service is about to show data of clients to somebody it may decide about itself. It answers its caller after this has succeeded.</summary>
/// <param name="Entries">One per client whose data is shown, 1 to 200.</param>
public sealed record RecordAccessEntries([MinLength(1), MaxLength(200)] IReadOnlyList<AccessEntryGiven> Entries);

/// <summary>Somebody is about to see, or has changed, data of a client.</summary>
/// <param name="ClientId">Whose data.</param>
/// <param name="PersonId">Who sees it.</param>
/// <param name="Kind">Their kind of caller.</param>
/// <param name="What">What they see, kebab-case, as it reads after "looked at your": <c>visits</c>.</param>
/// <param name="Basis">Why they may: <c>team</c>, <c>back-office</c>.</param>
/// <param name="Act">Look, unless something was changed.</param>
public sealed record AccessEntryGiven(
    Guid ClientId, Guid PersonId,
    [Code] string Kind,
    [Code] string What,
    [Code] string Basis,
    AccessAct Act = AccessAct.Look);

internal static class RecordAccessEntriesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/access-entries", Handle)
        .WithSummary("For services: what they are about to show goes into the access log first.")
        .RequireService("scheduling", "billing", "social-map")
        .MayRefuse(403, 422, 503)
        .Idempotent();

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        RecordAccessEntries command, Caller caller, CareRecordsDb db, TimeProvider clock, CancellationToken ct)
    {
        var clientIds = command.Entries.Select(entry => entry.ClientId).Distinct().ToArray();
        var teams = await db.Clients.Where(client => clientIds.Contains(client.Id)).ToDictionaryAsync(client => client.Id, client => client.TeamId, ct);
        if (teams.Count < clientIds.Length)
            return Refusal.Invalid("unknown-client", "At least one of these clients does not exist; nothing was written.").ToProblem();

        var now = clock.GetUtcNow();
        await db.SaveAsync([.. command.Entries.Select(entry => Entry(entry, teams[entry.ClientId], caller, now))], ct);
        return TypedResults.NoContent();
    }

    private static AccessEntry Entry(AccessEntryGiven given, Guid teamId, Caller caller, DateTimeOffset now) => new()
    {
        ClientId = given.ClientId,
        At = now,
        Act = given.Act,
        What = given.What,
        PersonId = given.PersonId,
        Kind = given.Kind,
        TeamId = given.Basis == "team" ? teamId : null,
        Service = caller.Service!,
        Allowed = true,
        Basis = given.Basis,
    };
}
