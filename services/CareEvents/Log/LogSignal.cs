namespace Buurtzorg.CareEvents.Log;

/// <summary>Wakes whoever waits for the log to grow, in this replica; what another replica writes is found by the sweep.</summary>
internal sealed class LogSignal
{
    private TaskCompletionSource _next = New();

    public void Grown() => Interlocked.Exchange(ref _next, New()).SetResult();

    /// <summary>Ends when the log has grown, and after the time given in any case. Take it before you look, so that nothing is missed.</summary>
    public Func<TimeSpan, CancellationToken, Task> Waiter()
    {
        var next = _next.Task;
        return async (limit, ct) =>
        {
            using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
            await Task.WhenAny(next, Task.Delay(limit, over.Token));
            await over.CancelAsync();
            ct.ThrowIfCancellationRequested();
        };
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
