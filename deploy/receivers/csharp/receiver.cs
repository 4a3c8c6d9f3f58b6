// A receiver of care events with nothing but .NET 10: dotnet run receiver.cs <port> <secret>
// The secret is the one of the subscription, whsec_...; while it is rotated give both, separated by a comma.
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

var (port, keys) = (args[0], args[1].Split(',').Select(secret => Convert.FromBase64String(secret["whsec_".Length..])).ToArray());
var seen = new HashSet<string>(); // keep this in your database, together with what the event makes you do
using var listener = new HttpListener { Prefixes = { $"http://127.0.0.1:{port}/" } };
listener.Start();
Console.WriteLine($"listening on {port}");
while (true)
{
    var context = await listener.GetContextAsync();
    using var response = context.Response;
    using var buffer = new MemoryStream();
    await context.Request.InputStream.CopyToAsync(buffer);
    var body = buffer.ToArray();
    if (!IsOurs(context.Request.Headers, body))
    {
        response.StatusCode = 401;
        continue;
    }
    var received = JsonNode.Parse(body)!;
    if (received["data"]!["challenge"] is { } challenge)
    {
        response.ContentType = "application/json";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes($$"""{"challenge":"{{challenge}}"}"""));
        continue;
    }
    if (seen.Add((string)received["id"]!)) // an event may come twice, its id is the same
        Console.WriteLine($"verified {received["type"]} {received["subject"]}");
    response.StatusCode = 204; // quickly; work afterwards
}

bool IsOurs(System.Collections.Specialized.NameValueCollection headers, byte[] body)
{
    var (id, timestamp) = (headers["webhook-id"], headers["webhook-timestamp"]);
    if (!long.TryParse(timestamp, out var sent) || Math.Abs(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - sent) > 300)
        return false; // somebody plays an old one again
    byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
    var right = keys.Select(key => Encoding.ASCII.GetBytes("v1," + Convert.ToBase64String(HMACSHA256.HashData(key, signed)))).ToArray();
    return (headers["webhook-signature"] ?? "").Split(' ').Any(given => right.Any(expected => CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(given), expected)));
}
