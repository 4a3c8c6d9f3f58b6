using System.Text.Json.Nodes;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Domain;
using Buurtzorg.SocialMap.Hsds;
using Buurtzorg.SocialMap.Search;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Buurtzorg.SocialMap.Features;

/// <summary>A team enters a service that no directory has, and keeps it.</summary>
/// <param name="TeamId">A team of the caller.</param>
/// <param name="Service">What it knows.</param>
public sealed record EnterService(Guid TeamId, OwnService Service);

internal static class EnterServiceEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/services", Handle)
        .WithSummary("Enter a service of the neighbourhood")
        .RequireKind(CallerKinds.Professional)
        .MayRefuse(403, 422)
        .Idempotent();

    private static async Task<Results<Created<CreatedId>, ProblemHttpResult>> Handle(
        EnterService command, Caller caller, SocialMapDb db, Postcodes postcodes, InstallTimeZone zone, TimeProvider clock, HttpRequest request, CancellationToken ct)
    {
        if (!await db.IsMemberAsync(command.TeamId, caller, ct))
            return Refusal.Forbidden("not-a-member", "A team keeps its own entries; enter it for a team that you are in.").ToProblem();
        var id = Guid.CreateVersion7();
        if (!(await OwnEntries.WriteAsync(db, id, command.Service, postcodes, clock.GetUtcNow(), ct)).Accepted(out var document, out var refusal))
            return refusal.ToProblem();
        var entry = new Entry { Kind = EntryKinds.Service, Id = id, TeamId = command.TeamId, Name = "", Document = "", Hash = [], ChangedAt = clock.GetUtcNow() };
        OwnEntries.Fill(entry, document, zone.Today(clock), clock.GetUtcNow());
        db.Add(entry);
        await OwnEntries.SaveAsync(db, entry, document, ct);
        return TypedResults.Created($"{request.PathBase}/v1/services/{id}", new CreatedId(id));
    }
}

/// <summary>What entering and changing an own entry share.</summary>
internal static class OwnEntries
{
    public static async Task<Outcome<JsonObject>> WriteAsync(SocialMapDb db, Guid id, OwnService told, Postcodes postcodes, DateTimeOffset now, CancellationToken ct)
    {
        if (OwnDocument.Decide(told) is { } refusal)
            return refusal;
        Guid[] termIds = [.. (told.TaxonomyTermIds ?? []).Distinct()];
        var terms = await db.Entries.AsNoTracking().Where(entry => entry.Kind == EntryKinds.TaxonomyTerm && termIds.Contains(entry.Id)).ToDictionaryAsync(entry => entry.Id, entry => entry.Document, ct);
        if (terms.Count < termIds.Length)
            return Refusal.Invalid("unknown-term", "At least one of the taxonomy terms does not exist; the open directory lists them under /taxonomy_terms.");
        var document = await OwnDocument.OfAsync(id, told, postcodes, terms.ToDictionary(term => term.Key, term => JsonNode.Parse(term.Value)!.AsObject()), now, ct);
        return JsonNode.Parse(document.ToJsonString())!.AsObject(); // as it will be read
    }

    public static void Fill(Entry entry, JsonObject document, DateOnly today, DateTimeOffset now)
    {
        (entry.Name, entry.Document, entry.Hash, entry.ChangedAt) = (document.Text("name")!, document.ToJsonString(), Documents.Hash(document), now);
        (entry.Status, entry.MinimumAge, entry.MaximumAge) = (document.Text("status"), document.Age("minimum_age"), document.Age("maximum_age"));
        (entry.AssuredOn, entry.FreshOn) = (today, today);
    }

    /// <summary>The entry and its words in the index stand or fall together.</summary>
    public static async Task SaveAsync(SocialMapDb db, Entry entry, JsonObject document, CancellationToken ct)
    {
        await using var own = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await db.SaveChangesAsync(ct);
        await SearchIndex.WriteAsync((NpgsqlConnection)db.Database.GetDbConnection(), [new(entry.Id, document, entry.FreshOn)], ct);
        if (own is not null)
            await own.CommitAsync(ct);
    }
}
