using System.Net.Http.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Testing;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>The adapter with a folder, or with an exchange that this stands in for.</summary>
internal sealed class TransportWorld(string? folder) : IAsyncDisposable
{
    private readonly StubServer _exchange = new();
    private readonly Dictionary<string, byte[]> _outbox = [];
    private readonly SortedDictionary<string, byte[]> _inbox = new(StringComparer.Ordinal);
    private AdapterFixture? _adapter;
    private bool _away;

    public HttpClient Billing { get; private set; } = null!;

    public async Task StartAsync()
    {
        _exchange.Handle = ExchangeAsync;
        _adapter = new AdapterFixture(folder is null ? ("Transport:Url", $"{_exchange.Address}") : ("Transport:Folder", folder));
        await _adapter.InitializeAsync();
        Billing = _adapter.Billing();
    }

    public Task<Manifest> ManifestAsync() => Billing.GetFromJsonAsync<Manifest>(AdapterRoutes.Manifest, ContractJson.Options, CancellationToken.None)!;

    public async Task<HttpResponseMessage> SendAsync(string id, string file, string? key = "", Func<Document, Document>? change = null)
    {
        var document = Document.Of($"{file[..6].ToUpperInvariant()}-1.xml", "application/xml", Sample.Bytes(file));
        using var request = new HttpRequestMessage(HttpMethod.Post, AdapterRoutes.Messages)
        {
            Content = JsonContent.Create(new OutgoingMessage(id, new("nl-wmo", "9901"), change?.Invoke(document) ?? document), options: ContractJson.Options),
        };
        if (key is not null) request.Headers.Add("Idempotency-Key", key.Length > 0 ? key : id);
        return await Billing.SendAsync(request, CancellationToken.None);
    }

    public async Task<IncomingMessages> ReceiveAsync(string query) =>
        (await Billing.GetFromJsonAsync<IncomingMessages>(AdapterRoutes.Messages + query, ContractJson.Options, CancellationToken.None))!;

    public Task<HttpResponseMessage> AcknowledgeAsync(string id) =>
        Billing.PostAsync(AdapterRoutes.AcknowledgeMessage.Replace("{id}", Uri.EscapeDataString(id)), null, CancellationToken.None);

    public IEnumerable<byte[]> Outbox() => folder is null ? _outbox.Values : Directory.GetFiles(Path.Combine(folder, "outbox")).Select(File.ReadAllBytes);

    public void Arrives(string name, byte[] content)
    {
        if (folder is null)
        {
            _inbox.Add($"m-{_inbox.Count + 1}", content);
            return;
        }
        var file = Path.Combine(folder, "inbox", name);
        File.WriteAllBytes(file, content);
        File.SetLastWriteTimeUtc(file, new DateTime(2026, 11, 1).AddSeconds(Directory.GetFiles(Path.Combine(folder, "inbox")).Length));
    }

    public void GoesAway()
    {
        _away = true;
        if (folder is null) return;
        Directory.Delete(Path.Combine(folder, "inbox"), recursive: true);
        Directory.Delete(Path.Combine(folder, "part"), recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_adapter is not null) await _adapter.DisposeAsync();
        await _exchange.DisposeAsync();
    }

    private async Task ExchangeAsync(HttpContext context)
    {
        var (request, path) = (context.Request, context.Request.Path.Value!);
        if (_away)
            context.Response.StatusCode = 503;
        else if (path == "/exchange/outbox")
        {
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body, CancellationToken.None);
            var key = request.Headers["Idempotency-Key"].ToString();
            var known = _outbox.TryAdd(key, body.ToArray()) || _outbox[key].AsSpan().SequenceEqual(body.ToArray());
            context.Response.StatusCode = known ? 202 : 422;
        }
        else if (path == "/exchange/inbox")
        {
            var limit = int.Parse(request.Query["limit"]!);
            var waiting = _inbox.Where(m => string.CompareOrdinal(m.Key, request.Query["after"].ToString()) > 0).ToList();
            await context.Response.WriteAsJsonAsync(new
            {
                items = waiting.Take(limit).Select(m => new { id = m.Key, contentBase64 = m.Value }),
                next = waiting.Count > limit ? waiting[limit - 1].Key : null,
            }, CancellationToken.None);
        }
        else
            context.Response.StatusCode = _inbox.Remove(path["/exchange/inbox/".Length..]) ? 204 : 404;
    }
}
