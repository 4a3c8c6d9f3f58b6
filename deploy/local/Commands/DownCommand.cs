namespace Buurtzorg.Local.Commands;

internal static class DownCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        if (await Here.Supervisor.IsRunningAsync(ct)) Screen.Say("Stopping.");
        await Here.Supervisor.StopAsync(Screen.Say, ct);
        Screen.Say("Nothing is running.");
        return 0;
    }
}
