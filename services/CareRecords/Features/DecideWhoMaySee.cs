using System.ComponentModel.DataAnnotations;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>The client, or their representative, lets a person see something, or refuses them. It replaces what was decided about this person before.</summary>
/// <param name="Decision">Granted or refused.</param>
/// <param name="Scopes">What a granted person may see. A refusal is for everything and names none.</param>
/// <param name="Until">UTC; the grant ends at this instant. Left out, it holds until it is revoked. A refusal has no end.</param>
public sealed record DecideWhoMaySee(AccessRuling Decision, [MaxLength(3)] IReadOnlyList<AccessScope>? Scopes = null, DateTimeOffset? Until = null);

internal static class DecideWhoMaySeeEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/v1/clients/{clientId:guid}/access-rules/{personId:guid}", Handle)
        .WithSummary("The client lets a person see something, or refuses them.")
        .AsTheRecordSays()
        .MayRefuse(409, 422);

    private static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        Guid clientId, Guid personId, DecideWhoMaySee command, Caller caller, CareRecordsDb db, RecordDoor door, TimeProvider clock, CancellationToken ct)
    {
        var opening = await door.ChangeAsync(caller, clientId, Right.DecideAccess, "access-rules", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();

        var about = await db.FindAccessFactsAsync(clientId, personId, ct);
        if (Decide(command, about!.Value.Facts, clock.GetUtcNow()) is { } no) return no.ToProblem();

        var (decision, scopes) = (command.Decision.ToString(), (command.Scopes ?? []).Distinct().Select(scope => scope.ToString()).ToArray());
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockClientAsync(clientId, ct); // of two decisions at once the second sees the first
        var before = await db.AccessRules.AsNoTracking().SingleOrDefaultAsync(rule => rule.ClientId == clientId && rule.PersonId == personId, ct);
        await db.Database.ExecuteSqlAsync($"""
            INSERT INTO access_rules (client_id, person_id, decision, scopes, until, decided_by, decided_at)
            VALUES ({clientId}, {personId}, {decision}, {scopes}, {command.Until}, {caller.PersonId}, {clock.GetUtcNow()})
            ON CONFLICT (client_id, person_id) DO UPDATE
            SET decision = excluded.decision, scopes = excluded.scopes, until = excluded.until, decided_by = excluded.decided_by, decided_at = excluded.decided_at
            """, ct);
        if (Changes(before, command))
            await db.AnnounceAccessAsync(clientId, ct);
        await db.AppendAsync([opened.Entry], ct);
        await transaction.CommitAsync(ct);
        return TypedResults.NoContent();
    }

    internal static bool Changes(AccessRule? before, DecideWhoMaySee command) =>
        before is null || before.Decision != command.Decision || before.Until != command.Until || !before.Scopes.ToHashSet().SetEquals(command.Scopes ?? []);

    internal static Refusal? Decide(DecideWhoMaySee command, AccessFacts about, DateTimeOffset now) => command switch
    {
        _ when about.IsTheClient =>
            Refusal.Invalid("about-the-client", "A client always sees their own record."),
        { Decision: AccessRuling.Refused } when about.QualificationInTheTeam is not null =>
            Refusal.Conflict("member-of-the-team", "This person is in the team that cares for the client and needs the record to do so; talk with the team about who comes."),
        { Decision: AccessRuling.Refused, Scopes.Count: > 0 } or { Decision: AccessRuling.Refused, Until: not null } =>
            Refusal.Invalid("refusal-is-whole", "A refusal is for everything and until it is revoked: leave out scopes and until."),
        { Decision: AccessRuling.Granted, Scopes: null or { Count: 0 } } =>
            Refusal.Invalid("grant-names-nothing", "Name what this person may see: schedule, record or access-log."),
        { Until: { } until } when until <= now =>
            Refusal.Invalid("grant-is-over", "The grant would end before it begins; name a later end, or none."),
        _ => null,
    };
}
