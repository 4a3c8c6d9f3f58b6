using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Supervision;

namespace Buurtzorg.Local.Commands;

internal static class ServersCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        if (arguments is ["stop"]) return await StopAsync(ct);
        await Packages.EnsureAsync(Here.Wiring.Logs, Screen.Say, ct);
        await Here.Supervisor.AskAsync("servers", Screen.Say, ct);
        Screen.Say($"Their addresses are in {Installation.ServersFile(Checkout.Folder)}.");
        return 0;
    }

    private static async Task<int> StopAsync(CancellationToken ct)
    {
        if ((await Here.Supervisor.StatusAsync(ct)).Any(process => !ServerNames.Contains(process.Name)))
            throw new LauncherException("The platform uses the servers; ./dev down stops both.");
        return await DownCommand.RunAsync([], ct);
    }

    private static readonly string[] ServerNames = [Status.SupervisorName, PostgresServer.Name, RabbitServer.Name, RabbitServer.EpmdName];
}
