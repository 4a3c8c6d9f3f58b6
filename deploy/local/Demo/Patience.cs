using System.Diagnostics;

namespace Buurtzorg.Local.Demo;

/// <summary>Repeats a call with back-off while the one who should answer is away, for up to two minutes.</summary>
internal sealed class Patience(Action<string> away)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    public async Task<T> SendAsync<T>(string what, Func<Task<(T? Answer, string? Trouble)>> attempt, CancellationToken ct) where T : class
    {
        var since = Stopwatch.GetTimestamp();
        for (var repeats = 0; ; repeats++)
        {
            var (answer, trouble) = await TryAsync(attempt, ct);
            if (answer is not null) return answer;
            if (Stopwatch.GetElapsedTime(since) > Limit)
                throw new StoryException($"{what} was not answered for two minutes ({trouble}); see ./dev status and ./dev logs.");
            if (repeats == 1) away($"{what}: {trouble}; repeating it until it is answered");
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Min(2000, 100 << Math.Min(repeats, 5))), ct);
        }
    }

    private static async Task<(T?, string?)> TryAsync<T>(Func<Task<(T?, string?)>> attempt, CancellationToken ct) where T : class
    {
        try
        {
            return await attempt();
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !ct.IsCancellationRequested))
        {
            return (null, e is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } ? "nobody listens" : e.Message);
        }
    }
}
