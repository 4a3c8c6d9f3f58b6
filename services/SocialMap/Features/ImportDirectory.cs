using System.ComponentModel.DataAnnotations;
using Buurtzorg.Contracts;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Directories;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.SocialMap.Features;

/// <summary>The back office has the directory of an authority taken over. It goes on by itself; its report says what it did.</summary>
/// <param name="Source">One of the directories that the install has configured.</param>
public sealed record ImportDirectory([StringLength(100, MinimumLength = 1)] string Source);

internal static class ImportDirectoryEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/v1/imports", Handle)
        .WithSummary("Import a configured directory")
        .WithDescription("Answers at once; follow the import at its address. The same directory imported again changes nothing.")
        .RequireKind(CallerKinds.BackOffice)
        .MayRefuse(403, 409, 422)
        .Idempotent();

    private static async Task<Results<Accepted<CreatedId>, ProblemHttpResult>> Handle(
        ImportDirectory command, DirectorySettings directories, DirectoryImport imports, ImportWorker worker, HttpRequest request, CancellationToken ct)
    {
        if (!directories.ContainsKey(command.Source))
            return Refusal.Invalid("unknown-directory", directories.Count == 0
                ? "No directory is configured; the IT team of the install does that under Directories."
                : $"There is no directory of this name; there are {string.Join(", ", directories.Keys.Order(StringComparer.Ordinal))}.").ToProblem();
        var (id, begun) = await imports.BeginAsync(command.Source, null, ct);
        if (!begun)
            return Refusal.Conflict("import-under-way", $"Import {id} of this directory is under way; wait until it has finished.").ToProblem();
        worker.Wake();
        return TypedResults.Accepted($"{request.PathBase}/v1/imports/{id}", new CreatedId(id));
    }
}

/// <summary><c>social-map import &lt;source&gt; [folder or address]</c></summary>
internal static class ImportDirectoryCommand
{
    public static async Task<int> Run(string[] args, DirectoryImport imports, DirectorySettings directories, SocialMapDb db, CancellationToken ct)
    {
        if (args is not [var source, .. { Length: <= 1 } rest] || rest is [] && !directories.ContainsKey(source))
        {
            await Console.Error.WriteLineAsync($"Say which directory: import <source> [folder or address]. Configured: {(directories.Count == 0 ? "none" : string.Join(", ", directories.Keys))}.");
            return 64;
        }
        var (id, begun) = await imports.BeginAsync(source, rest.FirstOrDefault(), ct);
        if (!begun)
            Console.WriteLine($"An import of {source} was under way and goes on.");
        while (!await imports.WorkAsync(id, ct) && !await db.Imports.AnyAsync(import => import.Id == id && import.FinishedAt != null, ct))
            await Task.Delay(TimeSpan.FromSeconds(1), ct); // somebody is at it, or died less than half a minute ago

        var done = await db.Imports.AsNoTracking().SingleAsync(import => import.Id == id, ct);
        Console.WriteLine($"{source}: {done.New} new, {done.Changed} changed, {done.Unchanged} unchanged, {done.Gone} gone, {done.Refused} refused.");
        foreach (var refused in await db.ImportedEntries.Where(entry => entry.ImportId == id && entry.Outcome == ImportOutcome.Refused).OrderBy(entry => entry.Id).Take(50).ToListAsync(ct))
            Console.WriteLine($"  {refused.Place}: {refused.Reason}");
        if (done.State is ImportState.Done)
            return 0;
        await Console.Error.WriteLineAsync($"Nothing was changed: {done.Reason}");
        return 1;
    }
}
