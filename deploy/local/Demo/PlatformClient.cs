using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Buurtzorg.Local.Demo;

/// <summary>Calls the platform through its gateway as a persona.</summary>
internal sealed class PlatformClient : IDisposable
{
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;
    private readonly Tokens _tokens;
    private readonly Patience _patience;

    public PlatformClient(Uri gateway, Patience patience)
    {
        _http = new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        _tokens = new Tokens(_http);
        _patience = patience;
    }

    public Task<Reply> SendAsync(Call call, CancellationToken ct) =>
        _patience.SendAsync($"{call.Method} {call.Path}", () => TryAsync(call, ct), ct);

    private async Task<(Reply?, string?)> TryAsync(Call call, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(call.Method, call.Path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await _tokens.OfAsync(call.As, ct));
        if (call.Key is not null) request.Headers.Add("Idempotency-Key", call.Key);
        if (call.IfMatch is not null) request.Headers.Add("If-Match", call.IfMatch);
        request.Content = call.Body switch
        {
            null => null,
            MessageBody message => new ByteArrayContent(message.Bytes) { Headers = { ContentType = new(message.MediaType) } },
            var json => JsonContent.Create(json, json.GetType(), options: Format),
        };

        using var response = await _http.SendAsync(request, ct);
        var reply = new Reply((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(ct), response.Headers.ETag?.ToString());
        if (reply.Status is 401) _tokens.Forget(call.As);
        return reply.Status is 401 or 429 or >= 500 ? (null, $"{reply.Status} {response.ReasonPhrase}") : (reply, null);
    }

    public void Dispose() => _http.Dispose();
}
