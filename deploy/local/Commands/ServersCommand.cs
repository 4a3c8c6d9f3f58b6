using Buurtzorg.Local.Supervision;

namespace Buurtzorg.Local.Commands;

internal static class ServersCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var supervisor = new SupervisorClient(Checkout.Root, Checkout.Folder);
        if (args is ["stop"])
        {
            await supervisor.StopAsync(Screen.Say, ct);
            Screen.Say("Nothing is running.");
            return 0;
        }
        await supervisor.AskAsync("servers", Screen.Say, ct);
        Screen.Say($"Their addresses are in {Installation.ServersFile(Checkout.Folder)}.");
        return 0;
    }
}
