using System.Collections.Concurrent;
using Buurtzorg.Contracts.Notebook;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Contracts.Notebook
{
    public sealed record NoteWritten(Guid NoteId, long Version, string Text);
}

namespace Buurtzorg.Platform.Tests
{
    /// <summary>The smallest service that uses what Platform has.</summary>
    internal static class Notebook
    {
        public static void Map(IEndpointRouteBuilder routes)
        {
            routes.MapPost("/v1/notes", WriteAsync).RequireKind("professional").Idempotent();
            routes.MapPut("/v1/notes/{id:guid}", ChangeAsync).RequireKind("professional");
            routes.MapGet("/v1/forgotten", () => "nobody decided who may see this");
            routes.MapGet("/v1/failure", string () => throw new InvalidOperationException("secret internals")).RequireKind("professional");
            routes.MapGet("/v1/outage", string () => throw new TimeoutException()).RequireKind("professional"); // as Npgsql, when a connection does not open in time
            routes.MapGet("/v1/calls", (Caller caller) => caller).RequireService("scheduling");
        }

        private static async Task<IResult> WriteAsync(WriteNote command, NotebookDb db, CancellationToken ct)
        {
            if (command.Text == "refuse me")
                return Refusal.Conflict("refused", "This text is refused.").ToProblem();
            var note = new Note { Id = Guid.CreateVersion7(), Version = 1, Text = command.Text };
            db.Add(note);
            db.Announce(note.Id, note.Version, new NoteWritten(note.Id, note.Version, note.Text));
            await db.SaveChangesAsync(ct);
            return TypedResults.Created($"/notebook/v1/notes/{note.Id}", new Written(note.Id));
        }

        private static async Task<IResult> ChangeAsync(Guid id, WriteNote command, IfMatch ifMatch, NotebookDb db, HttpResponse response, CancellationToken ct)
        {
            if (await db.Notes.FindAsync([id], ct) is not { } note)
                return Refusal.NotFound().ToProblem();
            if (ifMatch.Refuses(note.Version) is { } refusal)
                return refusal.ToProblem();
            (note.Text, note.Version) = (command.Text, note.Version + 1);
            await db.SaveChangesAsync(ct);
            response.SetETag(note.Version);
            return TypedResults.NoContent();
        }
    }

    public sealed record WriteNote(string Text, DateTimeOffset? At = null);
    public sealed record Written(Guid Id);

    internal sealed class Note
    {
        public Guid Id { get; init; }
        public long Version { get; set; }
        public required string Text { get; set; }
    }

    internal sealed class NotebookDb(DbContextOptions<NotebookDb> options) : ServiceDb(options)
    {
        public DbSet<Note> Notes => Set<Note>();

        protected override void OnModelCreating(ModelBuilder modelBuilder)
        {
            base.OnModelCreating(modelBuilder);
            modelBuilder.Entity<Note>().Property(note => note.Version).IsConcurrencyToken();
        }
    }

    /// <summary>Copies what was written; fails on request.</summary>
    internal static class CopyNoteWhenNoteWritten
    {
        public static ConcurrentDictionary<string, bool> Failing { get; } = [];
        public static ConcurrentQueue<string> Attempts { get; } = [];

        public static async Task Handle(NoteWritten note, NotebookDb db, CancellationToken ct)
        {
            Attempts.Enqueue(note.Text);
            if (Failing.ContainsKey(note.Text))
                throw new InvalidOperationException("This reaction has a bug.");
            await db.Database.ExecuteSqlAsync($"INSERT INTO copies (text) VALUES ({note.Text})", ct);
        }
    }
}
