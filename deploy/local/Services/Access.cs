using System.Net.Http.Json;
using System.Text.Json;

namespace Buurtzorg.Local.Services;

/// <summary>A running platform as its users reach it: by the gateway.</summary>
internal sealed class Access(Uri gateway) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = gateway };

    /// <summary>A token for a persona of the evaluation issuer, or for another person of the same kind.</summary>
    public async Task<string> TokenAsync(string persona, Guid? personId, CancellationToken ct)
    {
        using var answer = await SendAsync(() => _http.PostAsJsonAsync("identity/v1/persona-tokens", new { persona, personId }, ct));
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        if (answer.IsSuccessStatusCode) return body.GetProperty("accessToken").GetString()!;
        throw new LauncherException(body.TryGetProperty("detail", out var detail) ? detail.GetString()! : $"No token: the answer was {(int)answer.StatusCode}.");
    }

    public async Task<IReadOnlyList<Persona>> PersonasAsync(CancellationToken ct)
    {
        using var answer = await SendAsync(() => _http.GetAsync("identity/v1/personas", ct));
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<PersonaList>(ct))!.Items;
    }

    public void Dispose() => _http.Dispose();

    private async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        try { return await send(); }
        catch (HttpRequestException) { throw new LauncherException($"The gateway does not answer at {gateway}; is the platform running? ./dev up starts it."); }
    }

    private sealed record PersonaList(IReadOnlyList<Persona> Items);
}

internal sealed record Persona(string Name, Guid PersonId, string Kind, string Description);
