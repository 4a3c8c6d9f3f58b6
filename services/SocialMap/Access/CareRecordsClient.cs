using Buurtzorg.Platform;

namespace Buurtzorg.SocialMap.Access;

/// <summary>
/// Asks care-records who may see a client, each time, and keeps the client's access log there. Where it does not answer, nothing is shown and nothing
/// changed: the exception becomes 503.
/// </summary>
internal sealed class CareRecordsClient(HttpClient http)
{
    private const string Activities = "activities";

    /// <summary>Why this person may see the client's activities, null when they may not. It stands in the access log.</summary>
    public async Task<string?> BasisToSeeAsync(Guid clientId, Caller caller, CancellationToken ct)
    {
        using var response = await PostAsync("v1/access-decisions", new AccessQuestion(clientId, caller.PersonId, caller.Kind, "record", Activities), ct);
        var decision = (await response.Content.ReadFromJsonAsync<AccessDecision>(ct))!;
        return decision.Allowed ? decision.Basis : null;
    }

    public Task EnterChangeAsync(Guid clientId, Caller caller, string basis, CancellationToken ct) => EnterAsync([new(clientId, caller.PersonId, caller.Kind, Activities, basis, "change")], ct);

    public Task EnterLooksAsync(IEnumerable<Guid> clientIds, Caller teamMember, CancellationToken ct) =>
        EnterAsync([.. clientIds.Select(id => new AccessEntry(id, teamMember.PersonId, teamMember.Kind, Activities, "team", "look"))], ct);

    private async Task EnterAsync(AccessEntry[] entries, CancellationToken ct)
    {
        using var response = await PostAsync("v1/access-entries", new AccessEntries(entries), ct);
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken ct)
    {
        var response = await http.PostAsJsonAsync(path, body, ct);
        return response.IsSuccessStatusCode ? response : throw new HttpRequestException($"care-records answered {(int)response.StatusCode} to {path}.");
    }

    private sealed record AccessQuestion(Guid ClientId, Guid PersonId, string Kind, string Scope, string What);

    private sealed record AccessDecision(bool Allowed, string Basis);

    private sealed record AccessEntry(Guid ClientId, Guid PersonId, string Kind, string What, string Basis, string Act);

    private sealed record AccessEntries(IReadOnlyList<AccessEntry> Entries);
}
