using System.Net.Http.Json;
using System.Xml.Linq;

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

    public Task<Reply> AssignAsync(object assignment, CancellationToken ct) =>
        SendAsync(HttpMethod.Post, "assignments", () => Json(assignment), ct);

    public Task<Reply> EndAsync(int assignmentNumber, DateOnly lastDay, CancellationToken ct) =>
        SendAsync(HttpMethod.Put, $"assignments/{assignmentNumber}/end", () => Json(new { lastDay }), ct);

    public Task<Reply> TakeReturnMessageAsync(byte[] xml, CancellationToken ct) => SendAsync(HttpMethod.Post, "return-messages", () => Xml(xml), ct);

    /// <summary>Hands over a declaration once: after a lost answer the first one is fetched, for a repeat would be refused with 9056.</summary>
    public async Task<Reply> DeclareAsync(byte[] xml, CancellationToken ct)
    {
        var identification = XElement.Parse(System.Text.Encoding.UTF8.GetString(xml)).Descendants().First(element => element.Name.LocalName == "Identificatie").Value;
        return await patience.SendAsync($"municipality {town}", async () =>
        {
            var (before, trouble) = await TryAsync(HttpMethod.Get, $"declarations/{identification}/answer", null, ct);
            if (trouble is not null || before!.Succeeded) return (before, trouble);
            return await TryAsync(HttpMethod.Post, "declarations", () => Xml(xml), ct);
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

    private static ByteArrayContent Xml(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/xml") } };

    public void Dispose() => _http.Dispose();
}
