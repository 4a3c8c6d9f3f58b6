using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>A professional from outside the team needs the record now. The team and the client see it at once.</summary>
/// <param name="Reason">Why it cannot wait; the team reads it.</param>
public sealed record OpenEmergencyAccess([StringLength(500, MinimumLength = 10)] string Reason);

/// <summary>The record is open.</summary>
/// <param name="Id">The emergency access.</param>
/// <param name="Until">UTC; it closes by itself.</param>
public sealed record EmergencyAccessGiven(Guid Id, DateTimeOffset Until);

internal static class OpenEmergencyAccessEndpoint
{
    internal static readonly TimeSpan Duration = TimeSpan.FromHours(8);

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/clients/{clientId:guid}/emergency-accesses", Handle)
        .WithSummary("Opens the record to a professional from outside the team, for eight hours; the team and the client see it at once.")
        .AsTheRecordSays()
        .MayRefuse(409)
        .Idempotent();

    private static async Task<Results<Created<EmergencyAccessGiven>, ProblemHttpResult>> Handle(
        Guid clientId, OpenEmergencyAccess command, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, TimeProvider clock, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.OpenEmergencyAccess, "emergency-access", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();
        if (opened.Verdict.Basis is AccessBasis.Team)
            return Refusal.Conflict("already-in-the-team", "You are in the team of this client and may see the record without an emergency.").ToProblem();

        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        var client = await db.Clients.FromSql($"SELECT * FROM clients WHERE id = {clientId} FOR UPDATE").SingleAsync(ct);
        var now = clock.GetUtcNow();
        var access = new EmergencyAccess
        {
            Id = Guid.CreateVersion7(),
            ClientId = clientId,
            TeamId = client.TeamId,
            PersonId = caller.PersonId,
            SealedReason = encryption.Encrypt(command.Reason),
            OpenedAt = now,
            Until = now + Duration,
        };
        client.Version++;
        db.EmergencyAccesses.Add(access);
        db.Announce(clientId, client.Version, new EmergencyAccessOpened(clientId, client.Version, access.Id, access.PersonId, access.Until));
        await db.SaveAsync(opened.Entry, ct);
        if (own is not null) await own.CommitAsync(ct);
        return TypedResults.Created($"/{RecordDoor.Service}/v1/clients/{clientId}", new EmergencyAccessGiven(access.Id, access.Until));
    }
}
