using Buurtzorg.Platform;

namespace Buurtzorg.Billing.CareRecords;

/// <summary>
/// Keeps the clients' access log at care-records and asks it who they are. Where it does not answer nothing is shown and nothing is
/// rendered: the exception becomes 503, or a later try.
/// </summary>
internal sealed class CareRecordsClient(HttpClient http)
{
    private const int AtOnce = 200;

    public Task EnterAsync(IEnumerable<Guid> clientIds, Caller caller, string what, CancellationToken ct) => EnterAsync(clientIds, caller.PersonId, caller.Kind, what, ct);

    public async Task EnterAsync(IEnumerable<Guid> clientIds, Guid personId, string kind, string what, CancellationToken ct)
    {
        foreach (var some in clientIds.Distinct().Chunk(AtOnce))
            using (await PostAsync("v1/access-entries", new AccessEntries([.. some.Select(id => new AccessEntry(id, personId, kind, what, kind))]), ct)) { }
    }

    /// <summary>The identities that are known; who is missing is missing.</summary>
    public async Task<Dictionary<Guid, Identity>> ResolveAsync(string purpose, IEnumerable<Guid> clientIds, CancellationToken ct)
    {
        var identities = new Dictionary<Guid, Identity>();
        foreach (var some in clientIds.Distinct().Chunk(AtOnce))
        {
            using var response = await PostAsync("v1/identities/_resolve", new IdentitiesToResolve(purpose, some), ct);
            foreach (var identity in (await response.Content.ReadFromJsonAsync<Identities>(ct))!.Items) identities[identity.ClientId] = identity;
        }
        return identities;
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken ct)
    {
        var response = await http.PostAsJsonAsync(path, body, ct);
        return response.IsSuccessStatusCode ? response : throw new HttpRequestException($"care-records answers {(int)response.StatusCode} to {path}.");
    }

    /// <summary>Only what documents can name; the rest of the answer is left unread.</summary>
    internal sealed record Identity(Guid ClientId, string Bsn, string? Initials = null, string? FamilyName = null, DateOnly? DateOfBirth = null, BillingAdapters.Contract.Sex? Sex = null);

    private sealed record AccessEntry(Guid ClientId, Guid PersonId, string Kind, string What, string Basis);

    private sealed record AccessEntries(IReadOnlyList<AccessEntry> Entries);

    private sealed record IdentitiesToResolve(string Purpose, IReadOnlyList<Guid> ClientIds);

    private sealed record Identities([property: System.Text.Json.Serialization.JsonPropertyName("identities")] IReadOnlyList<Identity> Items);
}
