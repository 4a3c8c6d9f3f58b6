using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>A team takes somebody into care, after checking who they are. Dates are in the time zone of the install.</summary>
/// <param name="Bsn">Citizen service number: nine digits that pass the eleven-test. Never shown again.</param>
/// <param name="Initials">With dots, such as <c>A.B.</c></param>
/// <param name="FamilyName">With its prefix.</param>
/// <param name="DateOfBirth">Not in the future.</param>
/// <param name="Sex">As the municipal register has it.</param>
/// <param name="Address">Where care is given.</param>
/// <param name="TeamId">The caller's own team.</param>
/// <param name="AdmittedOn">The first day of care; may lie in the past.</param>
/// <param name="IdentityCheckedOn">When an identity document was seen.</param>
/// <param name="PersonId">The client's own login, when there is one.</param>
public sealed record AdmitClient(
    [Bsn] string Bsn,
    [StringLength(20, MinimumLength = 1)] string Initials,
    [StringLength(100, MinimumLength = 1)] string FamilyName,
    DateOnly DateOfBirth,
    Sex Sex,
    Address Address,
    Guid TeamId,
    DateOnly AdmittedOn,
    DateOnly IdentityCheckedOn,
    Guid? PersonId = null);

/// <summary>What was made.</summary>
/// <param name="Id">Its id, a UUIDv7.</param>
public sealed record Created(Guid Id);

internal static class AdmitClientEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/clients", Handle)
        .WithSummary("Takes somebody into care; for the members of the team.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 409, 422)
        .Idempotent();

    private static async Task<Results<Created<Created>, ProblemHttpResult>> Handle(
        AdmitClient command, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, Pseudonyms pseudonyms, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.TeamMembers.AnyAsync(member => member.TeamId == command.TeamId && member.PersonId == caller.PersonId && member.IsMember, ct))
            return Refusal.Forbidden("not-your-team", "Only the members of a team admit a client to it.").ToProblem();
        if (Decide(command, Today.AtTheLatest(clock)) is { Count: > 0 } faults)
            return faults.ToProblem("admission-refused");

        var admission = caller.AsMember(Guid.CreateVersion7(), command.TeamId, AccessAct.Change, "admission", clock);
        var pseudonym = pseudonyms.Of(command.Bsn);
        var known = await db.Clients.Where(client => client.IdentifierHash == pseudonym).Select(client => new { client.Id, client.TeamId, client.EndedOn }).SingleOrDefaultAsync(ct);
        if (known is not null)
        {
            await door.LogApartAsync([admission with { ClientId = known.Id, Allowed = false, Basis = known.TeamId == command.TeamId ? "team" : "none" }], ct);
            return (known.EndedOn is not null && known.TeamId == command.TeamId ? CaredForBefore : AlreadyInCare).ToProblem();
        }

        var client = new Client
        {
            Id = admission.ClientId,
            TeamId = command.TeamId,
            PersonId = command.PersonId,
            IdentifierHash = pseudonym,
            SealedIdentity = encryption.Seal(new Identity(command.Bsn, command.Initials, command.FamilyName, command.DateOfBirth, command.Sex, command.Address)),
            AdmittedOn = command.AdmittedOn,
            IdentityCheckedOn = command.IdentityCheckedOn,
            RecordedBy = caller.PersonId,
            RecordedAt = clock.GetUtcNow(),
        };
        db.Clients.Add(client);
        db.AccessChains.Add(AccessChain.Of(client.Id));
        db.Announce(client.Id, client.Version, new ClientAdmitted(client.Id, client.Version, client.TeamId, Convert.ToBase64String(pseudonym), client.AdmittedOn));
        try
        {
            await db.SaveAsync(admission, ct);
        }
        catch (DbUpdateException exception) when (exception.IsUniqueViolation())
        {
            return AlreadyInCare.ToProblem();
        }
        return TypedResults.Created($"/{RecordDoor.Service}/v1/clients/{client.Id}", new Created(client.Id));
    }

    internal static List<Fault> Decide(AdmitClient command, DateOnly today)
    {
        List<Fault> faults = [];
        if (command.DateOfBirth > today) faults.Add(new("dateOfBirth", "The date of birth lies in the future."));
        if (command.AdmittedOn > today) faults.Add(new("admittedOn", "Admit the client on the day care begins, or afterwards."));
        if (command.AdmittedOn < command.DateOfBirth) faults.Add(new("admittedOn", "Care begins before the client is born."));
        if (command.IdentityCheckedOn > today) faults.Add(new("identityCheckedOn", "The identity is checked before the client is admitted; this date lies in the future."));
        return faults;
    }

    private static Refusal CaredForBefore =>
        Refusal.Conflict("cared-for-before", "Your team cared for this client before; look them up in the list of your clients and let their care begin again.");

    private static Refusal AlreadyInCare =>
        Refusal.Conflict("already-in-care", "Somebody with this citizen service number is already in care here. If that is not with your team, ask the client who cares for them.");
}
