using System.Linq.Expressions;
using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.CareRecords.Features;

/// <summary>One look at, or change of, the client's data, after NEN 7513.</summary>
/// <param name="Id">The entry.</param>
/// <param name="At">UTC, to the second.</param>
/// <param name="Words">What happened, as a sentence.</param>
/// <param name="Act">Look or change.</param>
/// <param name="What">Which data, such as <c>care-plan</c>.</param>
/// <param name="PersonId">Who, as in the tokens of the issuer.</param>
/// <param name="Name">Who, when they are in the client's network.</param>
/// <param name="Kind">In which role.</param>
/// <param name="TeamId">On whose responsibility, for a professional.</param>
/// <param name="Service">From which service.</param>
/// <param name="Allowed">False for an attempt that was refused.</param>
/// <param name="Basis">Why they were let in, or were not.</param>
/// <param name="Purpose">What for, when a service asked.</param>
public sealed record AccessShown(
    Guid Id, DateTimeOffset At, string Words, AccessAct Act, string What, Guid PersonId, string? Name, string Kind,
    Guid? TeamId, string Service, bool Allowed, string Basis, string? Purpose);

internal static class ReadAccessLogEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/v1/clients/{clientId:guid}/access-log", Handle)
        .WithSummary("Who looked, newest first; from (included) and to (excluded) narrow it down.")
        .AsTheRecordSays();

    private static async Task<Results<Ok<Page<AccessShown>>, ProblemHttpResult>> Handle(
        Guid clientId, DateTimeOffset? from, DateTimeOffset? to, [AsParameters] PageRequest page,
        Caller caller, CareRecordsDb db, RecordDoor door, FieldEncryption encryption, CancellationToken ct)
    {
        (from, to) = (from?.ToUniversalTime(), to?.ToUniversalTime());
        var opening = await door.LookAsync(caller, clientId, Right.SeeAccessLog, "access-log", ct);
        if (!opening.Accepted(out var opened, out var refusal)) return refusal.ToProblem();

        var entries = await db.AccessEntries.AsNoTracking()
            .Where(entry => entry.ClientId == clientId && (from == null || entry.At >= from) && (to == null || entry.At < to))
            .Where(await BeforeAsync(db, clientId, page.After, ct))
            .OrderByDescending(entry => entry.At).ThenByDescending(entry => entry.Number)
            .Take(page.Limit + 1)
            .ToListAsync(ct);
        var people = (await db.NetworkPeople.AsNoTracking().Where(person => person.ClientId == clientId && person.PersonId != null).ToListAsync(ct))
            .ToDictionary(person => person.PersonId!.Value, person => encryption.Open<NetworkPerson.Person>(person.SealedPerson));

        var toTheClient = opened.Verdict.Basis is AccessBasis.Client;
        return TypedResults.Ok(Page<AccessShown>.Of([.. entries.Select(entry => Show(entry, people.GetValueOrDefault(entry.PersonId), toTheClient))], page.Limit, entry => entry.Id));
    }

    // Compared as one row, so that the index leads to the page however far back it lies.
    private static async Task<Expression<Func<AccessEntry, bool>>> BeforeAsync(CareRecordsDb db, Guid clientId, Guid? cursor, CancellationToken ct)
    {
        if (cursor is null) return entry => true;
        var last = await db.AccessEntries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Id == cursor && entry.ClientId == clientId, ct);
        if (last is null) return entry => false;
        return entry => EF.Functions.LessThan(ValueTuple.Create(entry.At, entry.Number), ValueTuple.Create(last.At, last.Number));
    }

    private static AccessShown Show(AccessEntry entry, NetworkPerson.Person? person, bool toTheClient) => new(
        entry.Id, entry.At, AccessWords.Of(entry, person?.Relation, toTheClient), entry.Act, entry.What, entry.PersonId, person?.Name, entry.Kind,
        entry.TeamId, entry.Service, entry.Allowed, entry.Basis, entry.Purpose);
}
