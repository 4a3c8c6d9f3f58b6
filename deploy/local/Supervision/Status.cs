namespace Buurtzorg.Local.Supervision;

/// <summary>One running process as <c>./dev status</c> shows it.</summary>
internal sealed record Status(string Name, int? Pid, bool Ready, int Restarts, string? Address)
{
    public const string SupervisorName = "supervisor";

    public static async Task<Status[]> OfAsync(Installation installation)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(3));
        var processes = await Task.WhenAll(installation.Processes.Select(async process =>
            new Status(process.Name, process.Pid, await process.IsReadyAsync(limit.Token), process.Restarts, process.Address)));
        return [new Status(SupervisorName, Environment.ProcessId, true, 0, null), .. processes];
    }

    /// <summary>PSS in bytes; of the supervisor alone, and of all others with what they started.</summary>
    public long Memory() => Pid is not { } pid ? 0
        : Name == SupervisorName ? Processes.Memory.PssOfOne(pid)
        : Processes.Memory.PssOf(pid);
}
