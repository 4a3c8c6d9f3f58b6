using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Buurtzorg.BillingAdapters.Conformance;

/// <summary>One request and what came back; status 0 where nothing did.</summary>
internal sealed record Exchange(string Method, string Path, byte[] Request, int Status, string? MediaType, byte[] Response, TimeSpan Took)
{
    public string Text => Encoding.UTF8.GetString(Response);

    /// <summary>The response as JSON; null when it is none.</summary>
    public JsonNode? Json
    {
        get
        {
            try { return JsonNode.Parse(Response); }
            catch (JsonException) { return null; }
        }
    }

    public bool IsProblem(int status) => Status == status && MediaType == "application/problem+json";

    public JsonArray Faults => (Json as JsonObject)?["faults"] as JsonArray ?? [];

    public bool GaveTheSameAs(Exchange other) => Status == other.Status && Response.AsSpan().SequenceEqual(other.Response);

    /// <summary>Says what happened without the content, which may be large.</summary>
    public override string ToString() => $"{Method} {Path}: {(Status == 0 ? Text : $"{Status} {MediaType}")}";
}

/// <summary>The adapter, as billing would call it.</summary>
internal sealed class Adapter(Uri url, string? secret) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
        BaseAddress = url,
        Timeout = TimeSpan.FromMinutes(2),
    };

    public Uri Url => url;

    public string? Secret => secret;

    public Task<Exchange> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<Exchange> PostAsync(string path, JsonNode? body) => SendAsync(HttpMethod.Post, path, Encoding.UTF8.GetBytes(body?.ToJsonString() ?? "null"));

    public async Task<Exchange> SendAsync(
        HttpMethod method, string path, byte[]? body = null, string mediaType = "application/json", string? authorization = "", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null) request.Content = new ByteArrayContent(body) { Headers = { ContentType = MediaTypeHeaderValue.Parse(mediaType) } };
        if (authorization == "" && secret is not null) authorization = $"Bearer {secret}";
        if (!string.IsNullOrEmpty(authorization)) request.Headers.TryAddWithoutValidation("Authorization", authorization);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var clock = Stopwatch.StartNew();
        try
        {
            using var response = await _http.SendAsync(request);
            var answer = await response.Content.ReadAsByteArrayAsync();
            return new(method.Method, path, body ?? [], (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, answer, clock.Elapsed);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return new(method.Method, path, body ?? [], 0, null, Encoding.UTF8.GetBytes(e.Message), clock.Elapsed);
        }
    }

    public void Dispose() => _http.Dispose();
}
