using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>A member of the team says that the care of a known client begins again.</summary>
/// <param name="AdmittedOn">
/// The first day of the new episode, in the time zone of the install: after the end of the one before and not in the future. The first day of the
/// episode that was ended: it turned out not to have ended.
/// </param>
public sealed record ResumeCare(DateOnly AdmittedOn);

internal enum Resumption { Nothing, NewEpisode, EndTakenBack, FirstDayCorrected }

internal static class ResumeCareEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/clients/{clientId:guid}/_resume-care", Handle)
        .WithSummary("Lets care begin again, takes back its end, or corrects the first day of an episode after the first; the same once more changes nothing.")
        .AsTheRecordSays()
        .MayRefuse(409, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid clientId, ResumeCare command, Caller caller, CareRecordsDb db, RecordDoor door, TimeProvider clock, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.GiveCare, "resumption", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();
        var client = await db.Clients.SingleAsync(client => client.Id == clientId, ct);
        var before = await db.EarlierEpisodes.Where(episode => episode.ClientId == clientId).MaxAsync(episode => (DateOnly?)episode.EndedOn, ct);
        if (!Decide(client, before, command, Today.AtTheLatest(clock)).Accepted(out var resumption, out refusal)) return refusal.ToProblem();
        if (resumption is Resumption.Nothing) return TypedResults.NoContent();

        if (resumption is Resumption.NewEpisode)
        {
            db.Add(new EarlierEpisode { ClientId = client.Id, Number = client.Episode, AdmittedOn = client.AdmittedOn, EndedOn = client.EndedOn!.Value, EndReason = client.EndReason!.Value });
            client.Episode++;
        }
        (client.AdmittedOn, client.EndedOn, client.EndReason, client.Version) = (command.AdmittedOn, null, null, client.Version + 1);
        db.Announce(client.Id, client.Version, new CareResumed(client.Id, client.Version, client.TeamId, client.Episode, client.AdmittedOn));
        await db.SaveAsync(opened.Entry, ct);
        return TypedResults.NoContent();
    }

    /// <param name="client">With the present episode.</param>
    /// <param name="before">The last day of the episode before it; null when it is the first.</param>
    internal static Outcome<Resumption> Decide(Client client, DateOnly? before, ResumeCare command, DateOnly today)
    {
        if (command.AdmittedOn == client.AdmittedOn)
            return client.EndedOn is null ? Resumption.Nothing : Resumption.EndTakenBack;
        if (command.AdmittedOn > today)
            return Refusal.Invalid("begins-in-the-future", $"{command.AdmittedOn:yyyy-MM-dd} is still to come; let care begin again on its first day, or afterwards.");
        if (client.EndedOn is null && before is null)
            return Refusal.Conflict("still-in-care", $"This client is in care since {client.AdmittedOn:yyyy-MM-dd}; end that first.");
        if (command.AdmittedOn <= (client.EndedOn ?? before))
            return Refusal.Invalid("begins-before-the-end", $"The care before lasted until {client.EndedOn ?? before:yyyy-MM-dd}; it begins again on a later day. If it did not end then, correct that.");
        return client.EndedOn is null ? Resumption.FirstDayCorrected : Resumption.NewEpisode;
    }
}
