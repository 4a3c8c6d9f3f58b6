using Buurtzorg.Platform;

namespace Buurtzorg.Scheduling.Access;

/// <summary>
/// Asks care-records who may see a client, and keeps the client's access log there. Where it does not answer, nothing is shown:
/// the exception becomes 503.
/// </summary>
internal sealed class CareRecordsClient(HttpClient http)
{
    private const string Schedule = "schedule";

    public async Task<bool> MaySeeScheduleAsync(Guid clientId, Caller caller, CancellationToken ct)
    {
        var question = new AccessQuestion(clientId, caller.PersonId, caller.Kind, Schedule, Schedule);
        using var response = await PostAsync("v1/access-decisions", question, ct);
        return (await response.Content.ReadFromJsonAsync<AccessDecision>(ct))!.Allowed;
    }

    public async Task EnterSchedulesAsync(IEnumerable<Guid> clientIds, Caller teamMember, CancellationToken ct)
    {
        var entries = clientIds.Select(id => new AccessEntry(id, teamMember.PersonId, teamMember.Kind, Schedule, "team")).ToArray();
        using var response = await PostAsync("v1/access-entries", new AccessEntries(entries), ct);
    }

    private async Task<HttpResponseMessage> PostAsync<T>(string path, T body, CancellationToken ct)
    {
        var response = await http.PostAsJsonAsync(path, body, ct);
        return response.IsSuccessStatusCode ? response : throw new HttpRequestException($"care-records answered {(int)response.StatusCode} to {path}.");
    }

    private sealed record AccessQuestion(Guid ClientId, Guid PersonId, string Kind, string Scope, string What);

    private sealed record AccessDecision(bool Allowed, string Basis);

    private sealed record AccessEntry(Guid ClientId, Guid PersonId, string Kind, string What, string Basis);

    private sealed record AccessEntries(IReadOnlyList<AccessEntry> Entries);
}
