using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Local.Demo;

namespace Buurtzorg.Testing;

/// <summary>Nurses who plan visits of long ago and complete them until they are told to stop; a call that fails is written down, and repeated with its key.</summary>
internal sealed class NurseLoad : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _over = new();
    private readonly ConcurrentDictionary<Persona, string> _tokens = new();
    private readonly int _firstDay;
    private Task _nurses = Task.CompletedTask;

    private NurseLoad(Uri gateway, int firstDay) => (_http, _firstDay) = (new HttpClient { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) }, firstDay);

    /// <summary>Visits whose completion was acknowledged.</summary>
    public ConcurrentBag<Guid> Acknowledged { get; } = [];

    public ConcurrentBag<string> Failures { get; } = [];

    /// <param name="firstDay">How many days ago the visits begin; two loads of one installation take other days.</param>
    public static async Task<NurseLoad> StartAsync(DemoPlaces places, int firstDay, int nurses = 4)
    {
        var load = new NurseLoad(places.Gateway, firstDay);
        using var platform = new PlatformClient(places.Gateway, new Patience(_ => { }));
        var teams = await platform.SendAsync(Call.Get(Persona.BackOffice, "scheduling/v1/teams?limit=200"), CancellationToken.None);
        var oost = teams.Items.Single(team => team!["name"]!.GetValue<string>() == "Oost")!["id"];
        var clients = await platform.SendAsync(Call.Get(Persona.Nurse, $"care-records/v1/clients?teamId={oost}&limit=1"), CancellationToken.None);
        var client = clients.Items[0]!["id"]!.GetValue<Guid>();
        load._nurses = Task.WhenAll(Enumerable.Range(1, nurses).Select(nurse => Task.Run(() => load.WorkAsync(Persona.Carer(nurse), client))));
        await load.GoesOnAsync();
        return load;
    }

    /// <summary>Returns once more visits were completed.</summary>
    public Task GoesOnAsync(int more = 10)
    {
        var before = Acknowledged.Count;
        return Eventually.TrueAsync(() => _nurses.IsFaulted ? throw _nurses.Exception!.InnerException! : Task.FromResult(Acknowledged.Count > before + more), "the nurses to go on", TimeSpan.FromMinutes(5));
    }

    public async Task StopAsync()
    {
        await _over.CancelAsync();
        await _nurses;
    }

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        _http.Dispose();
        _over.Dispose();
    }

    private async Task WorkAsync(Persona carer, Guid clientId)
    {
        for (var day = _firstDay; !_over.IsCancellationRequested; day++)
            for (var hour = 6; hour < 22 && !_over.IsCancellationRequested; hour++)
            {
                var start = new DateTimeOffset(DateOnly.FromDateTime(DateTime.UtcNow.AddDays(-day)), new TimeOnly(hour, 0), TimeSpan.Zero);
                var planned = await SendAsync(carer, "scheduling/v1/visits", new { clientId, carerId = carer.PersonId, service = "guidance", plannedStart = start, plannedEnd = start.AddMinutes(25) }, $"{carer.PersonId}/{start:O}");
                var visit = planned.GetProperty("id").GetGuid();
                await SendAsync(carer, $"scheduling/v1/visits/{visit}/completion", new { }, $"{visit}");
                Acknowledged.Add(visit);
            }
    }

    private async Task<JsonElement> SendAsync(Persona carer, string path, object body, string key)
    {
        var until = DateTime.UtcNow.AddMinutes(4);
        while (true)
        {
            var trouble = "";
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await TokenAsync(carer));
                request.Headers.Add("Idempotency-Key", key);
                using var answer = await _http.SendAsync(request);
                var text = await answer.Content.ReadAsStringAsync();
                if (answer.IsSuccessStatusCode) return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
                trouble = $"{(int)answer.StatusCode} {text}";
                Assert.True((int)answer.StatusCode is 401 or 409 or 429 or >= 500, $"{path}: {trouble}");
                if ((int)answer.StatusCode is 401) _tokens.TryRemove(carer, out _);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or TaskCanceledException)
            {
                trouble = exception.Message;
            }
            Failures.Add($"{DateTime.UtcNow:HH:mm:ss.fff} {path.Split('/')[^1]}: {trouble}");
            Assert.True(DateTime.UtcNow < until, $"{path} did not succeed within four minutes: {trouble}");
            await Task.Delay(200);
        }
    }

    private async Task<string> TokenAsync(Persona carer)
    {
        if (_tokens.TryGetValue(carer, out var known)) return known;
        using var answer = await _http.PostAsJsonAsync("identity/v1/persona-tokens", new { persona = carer.Name, personId = carer.PersonId });
        return _tokens[carer] = (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }
}
