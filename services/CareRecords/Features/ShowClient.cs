using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>Who the client is. The citizen service number is not shown: nobody needs it to give care.</summary>
/// <param name="Id">The client.</param>
/// <param name="Initials">With dots.</param>
/// <param name="FamilyName">With its prefix.</param>
/// <param name="DateOfBirth">A date without time zone.</param>
/// <param name="Sex">As the municipal register has it.</param>
/// <param name="Address">Where care is given.</param>
/// <param name="TeamId">The team in a care relation with the client.</param>
/// <param name="AdmittedOn">The first day of the last episode of care, in the time zone of the install.</param>
/// <param name="IdentityCheckedOn">When an identity document was seen.</param>
/// <param name="Episodes">The stretches of care, oldest first; the last one is going on when it has no end.</param>
public sealed record ClientRecord(
    Guid Id, string Initials, string FamilyName, DateOnly DateOfBirth, Sex Sex, Address Address, Guid TeamId, DateOnly AdmittedOn, DateOnly IdentityCheckedOn,
    IReadOnlyList<EpisodeOfCare> Episodes);

/// <summary>A stretch of care. Days are in the time zone of the install.</summary>
/// <param name="Episode">1 for the first.</param>
/// <param name="AdmittedOn">Its first day.</param>
/// <param name="EndedOn">Its last day; null while it goes on.</param>
/// <param name="Reason">Why it ended; null while it goes on.</param>
public sealed record EpisodeOfCare(int Episode, DateOnly AdmittedOn, DateOnly? EndedOn, EndReason? Reason);

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
        var earlier = await db.EarlierEpisodes.Where(episode => episode.ClientId == clientId).OrderBy(episode => episode.Number)
            .Select(episode => new EpisodeOfCare(episode.Number, episode.AdmittedOn, episode.EndedOn, episode.EndReason)).ToListAsync(ct);
        var identity = encryption.Open<Identity>(client.SealedIdentity);
        return TypedResults.Ok(new ClientRecord(
            client.Id, identity.Initials, identity.FamilyName, identity.DateOfBirth, identity.Sex, identity.Address,
            client.TeamId, client.AdmittedOn, client.IdentityCheckedOn,
            [.. earlier, new EpisodeOfCare(client.Episode, client.AdmittedOn, client.EndedOn, client.EndReason)]));
    }
}
