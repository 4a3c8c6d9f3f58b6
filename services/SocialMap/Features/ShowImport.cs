using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

/// <summary>An import and what it came to, so far.</summary>
/// <param name="Id">The import.</param>
/// <param name="Source">The directory.</param>
/// <param name="State">How far it is.</param>
/// <param name="StartedAt">UTC.</param>
/// <param name="FinishedAt">UTC; null while it goes on.</param>
/// <param name="New">Entries that were not here before.</param>
/// <param name="Changed">Entries that differ from what was here.</param>
/// <param name="Unchanged">Entries that are as they were.</param>
/// <param name="Gone">Entries that the directory has no more.</param>
/// <param name="Refused">What could not be taken over.</param>
/// <param name="Reason">Why it failed; null otherwise.</param>
public sealed record ShownImport(Guid Id, string Source, ImportState State, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, int New, int Changed, int Unchanged, int Gone, int Refused, string? Reason);

/// <summary>A line of the report.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Kind">What it is, in the words of HSDS.</param>
/// <param name="EntryId">Its id; null when it has none.</param>
/// <param name="Place">Where it stands in the directory, such as <c>services.json[17].phones[0]</c>.</param>
/// <param name="Reason">Why it was refused, or what its owner may want to mend.</param>
public sealed record ShownImportedEntry(ImportOutcome Outcome, string Kind, Guid? EntryId, string? Place, string? Reason);

/// <summary>Which part of a report.</summary>
public sealed record ImportedEntriesRequest(
    [property: FromQuery(Name = "outcome"), AllowedValues(null, "new", "changed", "gone", "refused"), Description("Only what became this.")] string? Outcome,
    [property: FromQuery(Name = "after"), Description("The cursor `next` of the page before.")] Guid? After,
    [property: FromQuery(Name = "limit"), Range(1, 200), DefaultValue(50), Description("How many at most, 1 to 200.")] int Limit = 50);

internal static class ShowImportEndpoint
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/imports", List).WithSummary("List the imports, the latest first").RequireKind(CallerKinds.BackOffice, CallerKinds.Operator).MayRefuse(403);
        routes.MapGet("/v1/imports/{importId:guid}", Show).WithSummary("Show an import").RequireKind(CallerKinds.BackOffice, CallerKinds.Operator).MayRefuse(403, 404);
        routes.MapGet("/v1/imports/{importId:guid}/entries", Entries).WithSummary("Report what an import did").WithDescription("Every entry that is new, changed, gone or refused, and why; unchanged ones are only counted.")
            .RequireKind(CallerKinds.BackOffice, CallerKinds.Operator).MayRefuse(403);
    }

    private static async Task<Ok<Page<ShownImport>>> List([AsParameters] PageRequest page, SocialMapDb db, CancellationToken ct)
    {
        var imports = await db.Imports.AsNoTracking().Where(import => page.After == null || import.Id < page.After).OrderByDescending(import => import.Id).Take(page.Limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Page<ShownImport>.Of(imports.ConvertAll(Shown), page.Limit, import => import.Id));
    }

    private static async Task<Results<Ok<ShownImport>, ProblemHttpResult>> Show(Guid importId, SocialMapDb db, CancellationToken ct) =>
        await db.Imports.AsNoTracking().SingleOrDefaultAsync(import => import.Id == importId, ct) is { } import ? TypedResults.Ok(Shown(import)) : Refusal.NotFound().ToProblem();

    private static async Task<Ok<Page<ShownImportedEntry>>> Entries(Guid importId, [AsParameters] ImportedEntriesRequest page, SocialMapDb db, CancellationToken ct)
    {
        var outcome = page.Outcome is null ? (ImportOutcome?)null : Enum.Parse<ImportOutcome>(page.Outcome, ignoreCase: true);
        var entries = await db.ImportedEntries.AsNoTracking()
            .Where(entry => entry.ImportId == importId && (outcome == null || entry.Outcome == outcome) && entry.Id > (page.After ?? Guid.Empty))
            .OrderBy(entry => entry.Id).Take(page.Limit + 1).ToListAsync(ct);
        var shown = Page<ImportedEntry>.Of(entries, page.Limit, entry => entry.Id);
        return TypedResults.Ok(new Page<ShownImportedEntry>([.. shown.Items.Select(entry => new ShownImportedEntry(entry.Outcome, entry.Kind, entry.EntryId, entry.Place, entry.Reason))], shown.Next));
    }

    private static ShownImport Shown(Import import) => new(
        import.Id, import.Source, import.State, import.StartedAt, import.FinishedAt, import.New, import.Changed, import.Unchanged, import.Gone, import.Refused, import.Reason);
}
