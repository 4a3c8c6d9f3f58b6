using Buurtzorg.Local.Servers;
using Spectre.Console;

namespace Buurtzorg.Local.Commands;

internal static class ResetCommand
{
    private static readonly string[] Forgotten = ["ports.json", "secrets.json", "agreements.yaml"];

    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        if (!arguments.Contains("--yes") && !Console.IsInputRedirected && !Console.IsOutputRedirected
            && !AnsiConsole.Confirm("This forgets all data of this clone's platform. Go on?", defaultValue: false))
            return 1;
        await DownCommand.RunAsync([], ct);
        string[] folders = [DataFolder.RootOf(Checkout.Folder), Path.Combine(Checkout.Folder, "data"), Path.Combine(Checkout.Folder, "demo"), Here.Wiring.Logs.Folder];
        foreach (var folder in folders.Where(Directory.Exists)) Directory.Delete(folder, recursive: true);
        foreach (var file in Forgotten) File.Delete(Path.Combine(Checkout.Folder, file));
        Screen.Say("All data is gone; ./dev up begins anew.");
        return 0;
    }
}
