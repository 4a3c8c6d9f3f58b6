namespace Buurtzorg.Testing;

/// <summary>Waits for a condition, never for a time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task TrueAsync(Func<Task<bool>> condition, string what, TimeSpan? limit = null) =>
        GetAsync(async () => await condition() ? "" : null, what, limit);

    public static async Task<T> GetAsync<T>(Func<Task<T?>> find, string what, TimeSpan? limit = null) where T : class
    {
        using var over = new CancellationTokenSource(limit ?? Limit);
        while (!over.IsCancellationRequested)
        {
            if (await find() is { } found)
                return found;
            await Task.Delay(25);
        }
        throw new TimeoutException($"Waited {(limit ?? Limit).TotalSeconds} s in vain for: {what}.");
    }
}
