using System.Collections.Concurrent;
using System.Net.Http.Json;

namespace Buurtzorg.Local.Demo;

/// <summary>Persona tokens of the evaluation issuer, kept while they are fresh.</summary>
internal sealed class Tokens(HttpClient http)
{
    private readonly ConcurrentDictionary<Persona, (string Value, DateTimeOffset Until)> _kept = new();

    public async Task<string> OfAsync(Persona persona, CancellationToken ct)
    {
        if (_kept.TryGetValue(persona, out var kept) && kept.Until > DateTimeOffset.UtcNow) return kept.Value;

        using var response = await http.PostAsJsonAsync("identity/v1/persona-tokens", new { persona = persona.Name, personId = persona.PersonId }, ct);
        response.EnsureSuccessStatusCode();
        var token = (await response.Content.ReadFromJsonAsync<PersonaToken>(PlatformClient.Format, ct))!;
        _kept[persona] = (token.AccessToken, DateTimeOffset.UtcNow.AddSeconds(token.ExpiresIn - 60));
        return token.AccessToken;
    }

    public void Forget(Persona persona) => _kept.TryRemove(persona, out _);

    private sealed record PersonaToken(string AccessToken, string TokenType, int ExpiresIn);
}
