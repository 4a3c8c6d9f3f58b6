using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Buurtzorg.Simulators.Municipality;

/// <param name="Next">Send it as <c>after</c> for what follows; absent at the end.</param>
internal sealed record Inbox(IReadOnlyList<InboxItem> Items, string? Next);

/// <param name="Payer">The code of the municipality.</param>
internal sealed record InboxItem(string Id, string Payer, string ContentBase64);

/// <summary>
/// The provider's side of the national exchange. What it keeps, it keeps in the case files: a message that came in, what it changed and
/// what is owed for it are one write, so that a kill at any moment leaves all of it or nothing.
/// </summary>
internal static class Exchange
{
    private static readonly Lock Ids = new();
    private static long _last;

    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapPost("/exchange/outbox", Send);
        app.MapGet("/exchange/inbox", Receive);
        app.MapDelete("/exchange/inbox/{id}", Acknowledge);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Send(
        [FromHeader(Name = "Idempotency-Key")] string? key, HttpRequest request, Archive archive, TimeProvider clock, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(key)) return TypedResults.Problem("Idempotency-Key is missing.", statusCode: 400);
        var content = await request.ReadBytesAsync(ct);
        try
        {
            var message = Carried.Read(content);
            var hash = Convert.ToHexStringLower(SHA256.HashData(content));
            return archive.Change<Results<Accepted, ProblemHttpResult>>(message.Town, file =>
            {
                if (file.Carried.Find(before => before.Key == key) is { } before)
                    return before.Sha256 == hash ? TypedResults.Accepted((string?)null) : TypedResults.Problem("This key was used for another message.", statusCode: 422);
                file.UsesExchange = true;
                file.Carried.Add(new(key, hash));
                if (message.Take(content, file, message.Town, clock.DutchNow()) is { } owed) file.Owe(message.Town, owed);
                return TypedResults.Accepted((string?)null);
            });
        }
        catch (UnreadableMessageException e)
        {
            return TypedResults.Problem(e.Message, statusCode: 422, title: "0001");
        }
    }

    private static Results<Ok<Inbox>, ProblemHttpResult> Receive(Archive archive, string? after = null, int limit = 20)
    {
        if (limit is < 1 or > 100) return TypedResults.Problem("A page has 1 to 100 messages.", statusCode: 400);
        var waiting = archive.Towns.SelectMany(town => archive.Read(town).Owed.Select(message => (Town: town, Message: message)))
            .Where(item => string.CompareOrdinal(item.Message.Id, after) > 0)
            .OrderBy(item => item.Message.Id, StringComparer.Ordinal).Take(limit + 1).ToList();
        var page = waiting.Take(limit).Select(item => new InboxItem(item.Message.Id, item.Town, Convert.ToBase64String(Encoding.UTF8.GetBytes(item.Message.Content)))).ToList();
        return TypedResults.Ok(new Inbox(page, waiting.Count > limit ? page[^1].Id : null));
    }

    private static NoContent Acknowledge(string id, Archive archive)
    {
        var town = id.Split('-')[^1];
        if (archive.Towns.Contains(town)) archive.Change(town, file => file.Owed.RemoveAll(message => message.Id == id));
        return TypedResults.NoContent();
    }

    /// <summary>Leaves a message for the provider in the exchange, where the municipality uses it.</summary>
    public static string Owe(this CaseFile file, string town, string content)
    {
        if (file.UsesExchange) file.Owed.Add(new($"{NextId():D19}-{town}", content));
        return content;
    }

    // Oldest first, also over the municipalities and after a restart.
    private static long NextId()
    {
        lock (Ids) return _last = Math.Max(_last + 1, DateTime.UtcNow.Ticks);
    }
}

/// <summary>A message that the exchange brings to a municipality: to which, and who takes it in there.</summary>
internal sealed record Carried(string Town, Take Take)
{
    private static readonly Dictionary<XName, Take> Takers = new()
    {
        [Xml.Of("wmo302") + "Bericht"] = ReturnMessages.TakeQuietly,
        [Xml.Of("wmo305") + "Bericht"] = Notices.Take,
        [Xml.Of("wmo307") + "Bericht"] = Notices.Take,
        [Xml.Of("wmo315") + "Bericht"] = Deciding.TakeAndGrant,
        [Xml.Of("wmo317") + "Bericht"] = Deciding.TakeAndGrant,
        [Xml.Of("wmo320") + "Bericht"] = ReturnMessages.TakeQuietly,
        [Xml.Of("wmo323") + "Bericht"] = Judging.Take,
    };

    public static Carried Read(byte[] content)
    {
        var root = Xml.Read(content);
        if (!Takers.TryGetValue(root.Name, out var take)) throw new UnreadableMessageException("This is no message that a provider sends.");
        // A return message bears the header of what it returns: the municipality is its sender.
        var header = root.Part(root.Name.Namespace + "Header");
        var town = new[] { "Ontvanger", "Afzender" }.Select(name => header.Text(root.Name.Namespace + name)).FirstOrDefault(Towns.Has)
            ?? throw new UnreadableMessageException("No municipality of this exchange is the receiver.");
        return new(town, take);
    }
}
