using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>A service asks who clients are, because something cannot be done without their names.</summary>
/// <param name="Purpose">Kebab-case, as it reads after "for a": <c>claim</c>, <c>visit</c>. Each client reads it in their access log.</param>
/// <param name="ClientIds">1 to 200.</param>
public sealed record ResolveIdentities([Code] string Purpose, [MinLength(1), MaxLength(200)] IReadOnlyList<Guid> ClientIds);

/// <summary>Those that were found.</summary>
public sealed record IdentitiesResolved(IReadOnlyList<ResolvedIdentity> Identities);

/// <summary>Who a client is.</summary>
/// <param name="ClientId">The client.</param>
/// <param name="Bsn">Citizen service number; only for billing, whose documents must name it.</param>
/// <param name="Initials">With dots.</param>
/// <param name="FamilyName">With its prefix.</param>
/// <param name="DateOfBirth">A date without time zone.</param>
/// <param name="Sex">As the municipal register has it.</param>
/// <param name="Address">Where care is given.</param>
public sealed record ResolvedIdentity(Guid ClientId, string? Bsn, string Initials, string FamilyName, DateOnly DateOfBirth, Sex Sex, Address Address);

internal static class ResolveIdentitiesEndpoint
{
    private const string Billing = "billing", Scheduling = "scheduling";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/identities/_resolve", Handle)
        .WithSummary("For services: who clients are, for a purpose that each of them can read.")
        .RequireService(Billing, Scheduling)
        .MayRefuse(403, 503);

    private static async Task<Results<Ok<IdentitiesResolved>, ProblemHttpResult>> Handle(
        ResolveIdentities command, Caller caller, CareRecordsDb db, FieldEncryption encryption, TimeProvider clock, CancellationToken ct)
    {
        var clients = await db.Clients.AsNoTracking().Where(client => command.ClientIds.Contains(client.Id)).ToListAsync(ct);
        var now = clock.GetUtcNow();
        await db.SaveAsync([.. clients.Select(client => Entry(client.Id, command.Purpose, caller, now))], ct);
        return TypedResults.Ok(new IdentitiesResolved([.. clients.Select(client => Show(client, encryption, withBsn: caller.Service is Billing))]));
    }

    private static ResolvedIdentity Show(Client client, FieldEncryption encryption, bool withBsn)
    {
        var identity = encryption.Open<Identity>(client.SealedIdentity);
        return new(client.Id, withBsn ? identity.Bsn : null, identity.Initials, identity.FamilyName, identity.DateOfBirth, identity.Sex, identity.Address);
    }

    private static AccessEntry Entry(Guid clientId, string purpose, Caller caller, DateTimeOffset now) => new()
    {
        ClientId = clientId,
        At = now,
        Act = AccessAct.Look,
        What = "identity",
        PersonId = caller.PersonId,
        Kind = CallerKinds.Service,
        Service = caller.Service!,
        Allowed = true,
        Basis = "service",
        Purpose = purpose,
    };
}
