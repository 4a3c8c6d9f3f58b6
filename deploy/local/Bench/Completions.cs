using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Buurtzorg.Local.Demo;

namespace Buurtzorg.Local.Bench;

/// <summary>Completes planned visits over HTTP, each as its carer.</summary>
internal sealed class Completions(Uri gateway, Uri to) : IDisposable
{
    private static readonly byte[] AsPlanned = "{}"u8.ToArray();
    private static readonly MediaTypeHeaderValue Json = new("application/json");

    private readonly HttpClient _identity = new() { BaseAddress = gateway };
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null }) { BaseAddress = to };
    private AuthenticationHeaderValue[] _tokens = [];

    public async Task SignInAsync(CancellationToken ct)
    {
        var tokens = new Tokens(_identity);
        _tokens = await Task.WhenAll(Enumerable.Range(0, PlannedVisits.Carers)
            .Select(async number => new AuthenticationHeaderValue("Bearer", await tokens.OfAsync(PlannedVisits.CarerOf(number), ct))));
    }

    /// <summary>As fast as they are answered, over so many connections; returns visits per second.</summary>
    public async Task<double> RushAsync(int first, int count, int connections, CancellationToken ct)
    {
        var next = first - 1;
        var since = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < first + count) await CompleteAsync(number, ct);
        }, ct)));
        return count / Stopwatch.GetElapsedTime(since).TotalSeconds;
    }

    /// <summary>At an even pace that does not wait for answers; returns visits per second as they were sent.</summary>
    public async Task<double> PaceAsync(int first, int count, int perSecond, CancellationToken ct)
    {
        var sent = new Task[count];
        var since = Stopwatch.GetTimestamp();
        for (var number = 0; number < count; number++)
        {
            var early = TimeSpan.FromSeconds((double)number / perSecond) - Stopwatch.GetElapsedTime(since);
            if (early > TimeSpan.FromMilliseconds(1)) await Task.Delay(early, ct);
            sent[number] = CompleteAsync(first + number, ct);
        }
        var rate = count / Stopwatch.GetElapsedTime(since).TotalSeconds;
        await Task.WhenAll(sent);
        return rate;
    }

    private async Task CompleteAsync(int number, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"scheduling/v1/visits/{PlannedVisits.IdOf(number)}/completion");
        request.Headers.Authorization = _tokens[number % PlannedVisits.Carers];
        request.Content = new ByteArrayContent(AsPlanned) { Headers = { ContentType = Json } };
        using var answer = await _http.SendAsync(request, ct);
        if (answer.StatusCode != HttpStatusCode.NoContent)
            throw new LauncherException($"A completion was answered with {(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(ct)}");
    }

    public void Dispose()
    {
        _identity.Dispose();
        _http.Dispose();
    }
}
