using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.CareRecords.Features;

/// <summary>A district nurse says how much district nursing the client needs. Dates are in the time zone of the install.</summary>
/// <param name="MinutesPerWeek">Whole minutes, 1 to 10080.</param>
/// <param name="From">The first day.</param>
/// <param name="Motivation">Why, in the nurse's words.</param>
/// <param name="Until">The last day; left out while it is open.</param>
public sealed record IndicateCare(
    [Range(1, 7 * 24 * 60)] int MinutesPerWeek,
    DateOnly From,
    [StringLength(4000, MinimumLength = 10)] string Motivation,
    DateOnly? Until = null);

internal static class IndicateCareEndpoint
{
    private const string DistrictNurse = "district-nurse";

    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/clients/{clientId:guid}/indications", Handle)
        .WithSummary("Indicates district nursing; for the district nurses of the team.")
        .AsTheRecordSays()
        .MayRefuse(403, 422)
        .Idempotent();

    private static async Task<Results<Created<Created>, ProblemHttpResult>> Handle(
        Guid clientId, IndicateCare command, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, TimeProvider clock, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.GiveCare, "indications", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();
        if (opened.Qualification is not DistrictNurse)
            return Refusal.Forbidden("not-a-district-nurse", "A district nurse indicates district nursing; ask the one in your team.").ToProblem();
        if (command.Until < command.From)
            return new List<Fault> { new("until", "The indication ends before it begins.") }.ToProblem("indication-refused");

        var indication = new Indication
        {
            Id = Guid.CreateVersion7(),
            ClientId = clientId,
            MinutesPerWeek = command.MinutesPerWeek,
            From = command.From,
            Until = command.Until,
            SealedMotivation = encryption.Encrypt(command.Motivation),
            IndicatedBy = caller.PersonId,
            RecordedAt = clock.GetUtcNow(),
        };
        db.Indications.Add(indication);
        await db.SaveAsync(opened.Entry, ct);
        return TypedResults.Created($"/{RecordDoor.Service}/v1/clients/{clientId}/indications", new Created(indication.Id));
    }
}
