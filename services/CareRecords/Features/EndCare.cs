using System.Text.Json;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>A member of the team says that the client's care ended, or corrects what was said about it.</summary>
/// <param name="EndedOn">The last day of care, in the time zone of the install; not before the episode began and not in the future.</param>
/// <param name="Reason">Why it ended.</param>
public sealed record EndCare(DateOnly EndedOn, EndReason Reason);

internal static class EndCareEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/clients/{clientId:guid}/_end-care", Handle)
        .WithSummary("Ends the client's care, or corrects its end; the same once more changes nothing. The record stays.")
        .AsTheRecordSays()
        .MayRefuse(409, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid clientId, EndCare command, Caller caller, CareRecordsDb db, RecordDoor door, TimeProvider clock, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.GiveCare, "end-of-care", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();
        var client = await db.Clients.SingleAsync(client => client.Id == clientId, ct);
        if (!Decide(client, command, Today.AtTheLatest(clock)).Accepted(out var changes, out refusal)) return refusal.ToProblem();
        if (!changes) return TypedResults.NoContent();

        (client.EndedOn, client.EndReason, client.Version) = (command.EndedOn, command.Reason, client.Version + 1);
        db.Announce(client.Id, client.Version, new CareEnded(
            client.Id, client.Version, client.TeamId, client.Episode, client.AdmittedOn, command.EndedOn, JsonNamingPolicy.KebabCaseLower.ConvertName(command.Reason.ToString())));
        await db.SaveAsync(opened.Entry, ct);
        return TypedResults.NoContent();
    }

    /// <returns>Whether it changes anything.</returns>
    internal static Outcome<bool> Decide(Client client, EndCare command, DateOnly today)
    {
        if (command.EndedOn > today)
            return Refusal.Invalid("ends-in-the-future", $"{command.EndedOn:yyyy-MM-dd} is still to come; end the care on its last day, or afterwards.");
        if (command.EndedOn < client.AdmittedOn)
            return Refusal.Invalid("ends-before-admission", $"Care began on {client.AdmittedOn:yyyy-MM-dd}; its last day cannot lie before that.");
        return (client.EndedOn, client.EndReason) != (command.EndedOn, command.Reason);
    }
}
