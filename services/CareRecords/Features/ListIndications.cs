using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>How much district nursing a district nurse found necessary.</summary>
/// <param name="Id">The indication.</param>
/// <param name="MinutesPerWeek">Whole minutes.</param>
/// <param name="From">The first day, in the time zone of the install.</param>
/// <param name="Until">The last day; null while it is open.</param>
/// <param name="Motivation">In the nurse's words.</param>
/// <param name="IndicatedBy">The district nurse.</param>
/// <param name="RecordedAt">UTC.</param>
public sealed record IndicationShown(Guid Id, int MinutesPerWeek, DateOnly From, DateOnly? Until, string Motivation, Guid IndicatedBy, DateTimeOffset RecordedAt);

internal static class ListIndicationsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/indications", Handle)
        .WithSummary("The newest first.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<Page<IndicationShown>>, ProblemHttpResult>> Handle(
        Guid clientId, [AsParameters] PageRequest page, Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, CancellationToken ct)
    {
        var opened = await door.LookAsync(caller, clientId, Right.SeeRecord, "indications", ct);
        if (!opened.Accepted(out _, out var refusal)) return refusal.ToProblem();

        var found = await db.Indications.AsNoTracking()
            .Where(indication => indication.ClientId == clientId && (page.After == null || indication.Id < page.After))
            .OrderByDescending(indication => indication.Id)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        return TypedResults.Ok(Page<IndicationShown>.Of([.. found.Select(indication => Show(indication, encryption))], page.Limit, indication => indication.Id));
    }

    private static IndicationShown Show(Indication indication, FieldEncryption encryption) => new(
        indication.Id, indication.MinutesPerWeek, indication.From, indication.Until,
        encryption.DecryptText(indication.SealedMotivation), indication.IndicatedBy, indication.RecordedAt);
}
