using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.CareEvents.Tests;

/// <summary>Stands in for the systems of other organisations, each at a path of its own on a real port.</summary>
public sealed class Receivers : IAsyncDisposable
{
    private readonly StubServer _server = new();
    private readonly ConcurrentDictionary<string, Receiver> _receivers = new();

    public Receivers() => _server.Handle = context => _receivers.TryGetValue(context.Request.Path.Value!, out var receiver) ? receiver.HandleAsync(context) : Task.CompletedTask;

    public Receiver New()
    {
        var path = $"/{Guid.CreateVersion7()}";
        return _receivers[path] = new Receiver(new Uri(_server.Address, path));
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();
}

/// <summary>One delivery as the receiver saw it.</summary>
public sealed record Received(string Body, string Id, string Timestamp, string Signature, string ContentType, DateTimeOffset At)
{
    public JsonElement Event { get; } = JsonSerializer.Deserialize<JsonElement>(Body);
    public string Type => Event.GetProperty("type").GetString()!;
    public string Subject => Event.GetProperty("subject").GetString()!;
    public long? Sequence => Event.TryGetProperty("sequence", out var sequence) ? long.Parse(sequence.GetString()!) : null;
}

public sealed class Receiver(Uri address)
{
    private readonly ConcurrentQueue<Received> _received = new();
    private int _atOnce, _mostAtOnce;

    public Uri Address => address;

    /// <summary>What it answers to an event of the log; 204 at first.</summary>
    public Func<Received, HttpContext, Task<int>> Answer { get; set; } = (_, _) => Task.FromResult(204);

    /// <summary>Every event of the log that came, refused ones too, oldest first.</summary>
    public List<Received> Log => [.. _received.Where(received => received.Sequence is not null)];

    public List<Received> All => [.. _received];

    public int MostAtOnce => _mostAtOnce;

    public async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var headers = context.Request.Headers;
        var received = new Received(await reader.ReadToEndAsync(), headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), context.Request.ContentType ?? "", DateTimeOffset.UtcNow);
        _received.Enqueue(received);
        if (received.Event.GetProperty("data").TryGetProperty("challenge", out var challenge))
        {
            await context.Response.WriteAsJsonAsync(new { challenge = challenge.GetString() });
            return;
        }
        var now = Interlocked.Increment(ref _atOnce);
        _mostAtOnce = Math.Max(_mostAtOnce, now);
        context.Response.StatusCode = await Answer(received, context);
        Interlocked.Decrement(ref _atOnce);
    }
}
