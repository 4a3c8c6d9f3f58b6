using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Buurtzorg.Billing.Tests;

/// <summary>What care-records answers to billing, and what was entered in its access log.</summary>
public sealed class FakeCareRecords
{
    private readonly ConcurrentDictionary<Guid, string> known = new();

    public bool Away { get; set; }
    public int AskedInVain { get; private set; }
    public ConcurrentQueue<(Guid ClientId, Guid PersonId, string What)> Entries { get; } = new();

    public Guid Know(string bsn, Guid? client = null)
    {
        var id = client ?? Guid.CreateVersion7();
        known[id] = bsn;
        return id;
    }

    public void Forget(Guid client) => known.TryRemove(client, out _);

    /// <summary>Under the key of the tests, as care-records makes it.</summary>
    public static string Pseudonym(string bsn) => Convert.ToBase64String(HMACSHA256.HashData(new byte[32], Encoding.ASCII.GetBytes(bsn)));

    public async Task HandleAsync(HttpContext http)
    {
        if (Away || !http.Request.Headers.Authorization.ToString().StartsWith("Bearer ey", StringComparison.Ordinal))
        {
            AskedInVain++;
            http.Response.StatusCode = Away ? 503 : 401;
            return;
        }
        var body = (await JsonSerializer.DeserializeAsync<JsonElement>(http.Request.Body))!;
        if (http.Request.Path == "/care-records/v1/access-entries")
        {
            foreach (var entry in body.GetProperty("entries").EnumerateArray())
                Entries.Enqueue((entry.GetProperty("clientId").GetGuid(), entry.GetProperty("personId").GetGuid(), entry.GetProperty("what").GetString()!));
            http.Response.StatusCode = 204;
            return;
        }
        var asked = body.GetProperty("clientIds").EnumerateArray().Select(id => id.GetGuid()).Where(known.ContainsKey);
        await http.Response.WriteAsJsonAsync(new
        {
            identities = asked.Select(id => new
            {
                clientId = id,
                bsn = known[id],
                initials = "A.",
                familyName = "Voorbeeld",
                dateOfBirth = "1950-01-01",
                sex = "female",
                address = new { street = "Lindelaan", houseNumber = "1", postcode = "1234AB", city = "Zonderwijk" },
            }),
        });
    }
}
