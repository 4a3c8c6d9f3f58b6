using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Buurtzorg.Local.Demo;

/// <summary>The integrator's receiver of webhooks: keeps what is signed with its secret, each event once, and refuses everything else.</summary>
internal sealed class Receiver : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly ConcurrentDictionary<string, JsonNode> _events = [];
    private byte[] _secret = [];

    public Receiver(int port, string host)
    {
        Address = new($"http://{host}:{port}/care-events");
        _listener.Prefixes.Add(host == "127.0.0.1" ? $"http://127.0.0.1:{port}/" : $"http://*:{port}/");
        _listener.Start();
        _ = ListenAsync();
    }

    public Uri Address { get; }

    public string Secret { set => _secret = Convert.FromBase64String(value["whsec_".Length..]); }

    public int Refused { get; private set; }

    /// <summary>The events about a subject, in the order of the log.</summary>
    public IReadOnlyList<JsonNode> About(string subject) =>
        [.. from received in _events.Values where received["subject"]!.GetValue<string>() == subject orderby received["sequence"]!.GetValue<string>() select received];

    private async Task ListenAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                await AnswerAsync(context.Request, context.Response);
                context.Response.Close();
            }
            catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException or IOException)
            {
                // The sender went away, or the story is over.
            }
        }
    }

    private async Task AnswerAsync(HttpListenerRequest request, HttpListenerResponse response)
    {
        using var buffer = new MemoryStream();
        await request.InputStream.CopyToAsync(buffer);
        var (id, body) = (request.Headers["webhook-id"] ?? "", buffer.ToArray());
        if (!IsSigned(id, request.Headers["webhook-timestamp"] ?? "", request.Headers["webhook-signature"] ?? "", body))
        {
            (response.StatusCode, Refused) = (401, Refused + 1);
            return;
        }
        var received = JsonNode.Parse(body)!;
        if (received["data"]?["challenge"] is { } challenge)
        {
            response.ContentType = "application/json";
            await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(new JsonObject { ["challenge"] = challenge.DeepClone() }.ToJsonString()));
            return;
        }
        _events.TryAdd(id, received);
        response.StatusCode = 204;
    }

    private bool IsSigned(string id, string timestamp, string signatures, byte[] body)
    {
        if (!long.TryParse(timestamp, out var seconds) || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - seconds) > 300) return false;
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        var expected = Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(_secret, signed)));
        return signatures.Split(' ').Any(signature => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(signature), expected));
    }

    public void Dispose() => _listener.Close();
}
