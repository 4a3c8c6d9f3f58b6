using System.Diagnostics;

namespace Buurtzorg.Local.Processes;

/// <summary>Keeps one process running: started again when it dies, sooner at first, later when it keeps dying.</summary>
internal sealed class ManagedProcess(ProcessSpec spec, Logs logs, Action<string> say)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _supervision = Task.CompletedTask;

    public string Name => spec.Name;
    public string? Address => spec.Address;
    public int? Pid { get; private set; }
    public int Restarts { get; private set; }

    /// <summary>When it was last started, UTC.</summary>
    public DateTime StartedAt { get; private set; } = DateTime.UtcNow;

    public void Start() => _supervision = Task.Run(SuperviseAsync);

    /// <summary>Waits until it answers; gives up when it keeps dying or the time is over.</summary>
    public async Task WaitUntilReadyAsync(TimeSpan limit, CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (!await IsReadyAsync(ct))
        {
            if (Restarts >= 3)
                throw new LauncherException($"{Name} does not start; its last lines:\n{logs.LastLines(Name)}");
            if (Stopwatch.GetElapsedTime(since) > limit)
                throw new LauncherException($"{Name} was not ready within {limit.TotalSeconds:0} s; see {logs.PathOf(Name)}.");
            await Task.Delay(100, ct);
        }
    }

    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        try { return Pid is not null && await spec.IsReady(ct); }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested) { return false; }
    }

    /// <summary>For chaos tests: kill -9, as an accident would; supervision starts it again.</summary>
    public void Kill()
    {
        if (Pid is { } pid) Signals.Send(pid, Signal.Kill);
    }

    public async Task StopAsync()
    {
        lock (_gate)
        {
            _stopping.Cancel();
            if (Pid is { } pid) Signals.Send(pid, spec.StopWith);
        }
        await Task.WhenAny(_supervision, Task.Delay(StopLimit));
        if (Pid is { } left) Signals.SendToGroup(left, Signal.Kill);
        await _supervision;
    }

    private async Task SuperviseAsync()
    {
        var wait = FirstWait;
        while (!_stopping.IsCancellationRequested)
        {
            var since = Stopwatch.GetTimestamp();
            var end = await RunOnceAsync();
            if (_stopping.IsCancellationRequested) return;
            if (Stopwatch.GetElapsedTime(since) > TimeSpan.FromSeconds(30)) wait = FirstWait;
            say($"{Name} {end}; starting it again in {wait.TotalSeconds:0.#} s.");
            await Task.Delay(wait, _stopping.Token).ContinueWith(_ => { }, TaskScheduler.Default);
            wait = TimeSpan.FromTicks(Math.Min(wait.Ticks * 2, LongestWait.Ticks));
            Restarts++;
        }
    }

    private async Task<string> RunOnceAsync()
    {
        try
        {
            Process process;
            lock (_gate)
            {
                if (_stopping.IsCancellationRequested) return "was stopped";
                spec.BeforeStart();
                process = Starter.Start(spec.ToStartInfo(logs.Open(Name)));
                Pid = process.Id;
                StartedAt = DateTime.UtcNow;
            }
            using (process)
            {
                await process.WaitForExitAsync();
                Signals.SendToGroup(process.Id, Signal.Kill);
                return $"ended with code {process.ExitCode}";
            }
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or IOException)
        {
            return $"could not be started ({e.Message})";
        }
        finally
        {
            Pid = null;
        }
    }
}
