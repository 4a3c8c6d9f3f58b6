using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>Somebody from outside opened the record of one of the team's clients.</summary>
/// <param name="Id">The emergency access.</param>
/// <param name="ClientId">Whose record.</param>
/// <param name="PersonId">Who opened it.</param>
/// <param name="Reason">In their words.</param>
/// <param name="OpenedAt">UTC.</param>
/// <param name="Until">UTC; it closes by itself.</param>
public sealed record EmergencyAccessShown(Guid Id, Guid ClientId, Guid PersonId, string Reason, DateTimeOffset OpenedAt, DateTimeOffset Until);

internal static class ListEmergencyAccessesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/teams/{teamId:guid}/emergency-accesses", Handle)
        .WithSummary("The newest first; for the members of the team.")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 503);

    private static async Task<Results<Ok<Page<EmergencyAccessShown>>, ProblemHttpResult>> Handle(
        Guid teamId, [AsParameters] PageRequest page, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, TimeProvider clock, CancellationToken ct)
    {
        if (!await db.TeamMembers.AnyAsync(member => member.TeamId == teamId && member.PersonId == caller.PersonId && member.IsMember, ct))
            return Refusal.Forbidden("not-your-team", "A team sees who opened the records of its own clients.").ToProblem();

        var found = await db.EmergencyAccesses.AsNoTracking()
            .Where(access => access.TeamId == teamId && (page.After == null || access.Id < page.After))
            .OrderByDescending(access => access.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        var shown = Page<EmergencyAccess>.Of(found, page.Limit, access => access.Id);

        await door.LogApartAsync([.. shown.Items.Select(access => access.ClientId).Distinct().Select(clientId => caller.AsMember(clientId, teamId, AccessAct.Look, "emergency-access", clock))], ct);
        return TypedResults.Ok(new Page<EmergencyAccessShown>(
            [.. shown.Items.Select(access => new EmergencyAccessShown(access.Id, access.ClientId, access.PersonId, encryption.DecryptText(access.SealedReason), access.OpenedAt, access.Until))],
            shown.Next));
    }
}
