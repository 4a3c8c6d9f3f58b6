using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>What the client decided about a person.</summary>
/// <param name="PersonId">Who.</param>
/// <param name="Decision">Granted or refused.</param>
/// <param name="Scopes">What a granted person may see.</param>
/// <param name="Until">UTC; when the grant ends by itself.</param>
/// <param name="DecidedAt">UTC.</param>
public sealed record AccessRuleShown(Guid PersonId, AccessRuling Decision, IReadOnlyList<AccessScope> Scopes, DateTimeOffset? Until, DateTimeOffset DecidedAt);

internal static class ListAccessRulesEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/access-rules", Handle)
        .WithSummary("What the client decided, about whom.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<Page<AccessRuleShown>>, ProblemHttpResult>> Handle(
        Guid clientId, [AsParameters] PageRequest page, Caller caller, CareRecordsDb db, RecordDoor door, CancellationToken ct)
    {
        var opened = await door.LookAsync(caller, clientId, Right.DecideAccess, "access-rules", ct);
        if (!opened.Accepted(out _, out var refusal)) return refusal.ToProblem();

        var found = await db.AccessRules.AsNoTracking()
            .Where(rule => rule.ClientId == clientId && rule.PersonId > (page.After ?? Guid.Empty))
            .OrderBy(rule => rule.PersonId)
            .Take(page.Limit + 1)
            .Select(rule => new AccessRuleShown(rule.PersonId, rule.Decision, rule.Scopes, rule.Until, rule.DecidedAt))
            .ToListAsync(ct);
        return TypedResults.Ok(Page<AccessRuleShown>.Of(found, page.Limit, rule => rule.PersonId));
    }
}
