namespace Buurtzorg.Local.Processes;

/// <summary>Runs a command to its end; it dies with this program like every other child.</summary>
internal static class Tool
{
    public static async Task RunAsync(ProcessSpec spec, Logs logs, CancellationToken ct)
    {
        var code = await ExitCodeAsync(spec, logs, ct);
        if (code != 0)
            throw new LauncherException($"{spec.Name} failed with code {code}; its last lines:\n{logs.LastLines(spec.Name)}");
    }

    private static async Task<int> ExitCodeAsync(ProcessSpec spec, Logs logs, CancellationToken ct)
    {
        using var process = Starter.Start(spec.ToStartInfo(logs.Open(spec.Name)));
        try
        {
            await process.WaitForExitAsync(ct);
            return process.ExitCode;
        }
        finally
        {
            if (!process.HasExited) Signals.SendToGroup(process.Id, Signal.Kill);
        }
    }
}
