using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.BillingAdapters.Conformance.Tests.Pebble;

/// <summary>The adapter on a real port, with whatever breaks it around it. It starts anew when the file that <see cref="Restart"/> makes is there.</summary>
internal sealed class PebbleServer : IAsyncDisposable
{
    private readonly StubServer _server = new();
    private readonly string _again = Path.Combine(Path.GetTempPath(), $"pebble-{Guid.NewGuid():N}");
    private readonly Broken? _broken;
    private PebbleStore _store = new();
    private Handler _handler;

    public PebbleServer(Broken? broken = null)
    {
        _broken = broken;
        _handler = Start();
        _server.Handle = HandleAsync;
    }

    public Uri Address => _server.Address;

    public string Restart => $"touch {_again}";

    public int Restarts { get; private set; }

    public async ValueTask DisposeAsync()
    {
        File.Delete(_again);
        await _server.DisposeAsync();
    }

    private Handler Start()
    {
        var honest = new PebbleAdapter(_store);
        return _broken?.Around is { } around ? around(honest.HandleAsync, this) : honest.HandleAsync;
    }

    private async Task HandleAsync(HttpContext context)
    {
        if (File.Exists(_again))
        {
            File.Delete(_again);
            Restarts++;
            if (_broken?.Forgets == true) _store = new();
            _handler = Start();
        }
        var reply = await ReplyAsync(context.Request);
        context.Response.StatusCode = reply.Status;
        if (reply.Status == StatusCodes.Status204NoContent) return;
        context.Response.ContentType = reply.MediaType;
        await context.Response.Body.WriteAsync(reply.Body);
    }

    private async Task<Reply> ReplyAsync(HttpRequest request)
    {
        var call = new Call(
            request.Method, request.Path.Value!.TrimStart('/'), request.Query.ToDictionary(q => q.Key, q => q.Value.ToString()), request.Headers.Authorization,
            request.Headers.TryGetValue("Idempotency-Key", out var key) ? key.ToString() : null, request.ContentType?.Split(';')[0], []);
        if (_broken?.ReadsBodyFirst != true && call.Authorization != $"Bearer {PebbleAdapter.Secret}") return await _handler(call);
        if (request.ContentLength > PebbleAdapter.Manifest.Limits.RequestBytes && _broken?.TakesAnySize != true) return Reply.Problem(413, "That is too large.");
        var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        return await _handler(call with { Body = body.ToArray() });
    }
}
