using System.Net.Http.Json;

namespace Buurtzorg.Local.Demo;

/// <summary>The other side of the counter: the simulated municipality, to which the demo carries the messages.</summary>
internal sealed class MunicipalityDesk(Uri address, string town, Patience patience) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = new Uri(address, $"municipalities/{town}/"), Timeout = TimeSpan.FromSeconds(30) };

    public async Task<string> NameAsync(CancellationToken ct)
    {
        var towns = await SendAsync(HttpMethod.Get, "../../municipalities", null, ct);
        return towns.Json.AsArray().Single(item => item!["code"]!.GetValue<string>() == town)!["name"]!.GetValue<string>();
    }

    public Dialect Dialect { get; private set; } = Dialect.Of("nl-wmo");

    /// <summary>From here on the municipality writes and reads the messages of another world.</summary>
    public async Task SpeakAsync(Dialect dialect, CancellationToken ct)
    {
        var told = await SendAsync(HttpMethod.Put, "dialect", () => Json(new { dialect = dialect.Name }), ct);
        if (!told.Succeeded) throw new StoryException($"The municipality does not speak {dialect.Name}: {told.Detail}");
        Dialect = dialect;
    }

    public Task<Reply> AssignAsync(object assignment, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, "assignments", () => Json(assignment), ct);

    public Task<Reply> EndAsync(int assignmentNumber, DateOnly lastDay, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, $"assignments/{assignmentNumber}/end", () => Json(new { lastDay }), ct);

    public Task<Reply> TakeReturnMessageAsync(byte[] message, CancellationToken ct) => SendAsync(HttpMethod.Post, "return-messages", () => Message(message), ct);

    /// <summary>Hands over a declaration once: after a lost answer the first one is fetched, for a repeat would be refused with 9056.</summary>
    /// <param name="number">Of the claim; the declaration bears it.</param>
    public async Task<Reply> DeclareAsync(byte[] declaration, string number, CancellationToken ct)
    {
        return await patience.SendAsync($"municipality {town}", async () =>
        {
            var (before, trouble) = await TryAsync(HttpMethod.Get, $"declarations/{number}/answer", null, ct);
            if (trouble is not null || before!.Succeeded) return (before, trouble);
            return await TryAsync(HttpMethod.Post, "declarations", () => Message(declaration), ct);
        }, ct);
    }

    private Task<Reply> SendAsync(HttpMethod method, string path, Func<HttpContent>? content, CancellationToken ct) =>
        patience.SendAsync($"municipality {town}", () => TryAsync(method, path, content, ct), ct);

    private async Task<(Reply?, string?)> TryAsync(HttpMethod method, string path, Func<HttpContent>? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content?.Invoke() };
        using var response = await _http.SendAsync(request, ct);
        var reply = new Reply((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(ct));
        return reply.Status >= 500 ? (null, $"{reply.Status} {response.ReasonPhrase}") : (reply, null);
    }

    private static JsonContent Json(object body) => JsonContent.Create(body, body.GetType(), options: PlatformClient.Format);

    private ByteArrayContent Message(byte[] bytes) => new(bytes) { Headers = { ContentType = new(Dialect.MediaType) } };

    public void Dispose() => _http.Dispose();
}
