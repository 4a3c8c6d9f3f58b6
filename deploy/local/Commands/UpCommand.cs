using Buurtzorg.Local.Demo.Seed;
using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Services;
using Spectre.Console;

namespace Buurtzorg.Local.Commands;

internal static class UpCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        var logs = Here.Wiring.Logs;
        await Packages.EnsureAsync(logs, Screen.Say, ct);
        await Build.ServicesAsync(Checkout.Root, Checkout.Folder, logs, Screen.Say, ct);
        var ranBefore = await Here.Supervisor.IsRunningAsync(ct);
        await Here.Supervisor.AskAsync("up", Screen.Say, ct);
        try
        {
            await LoadNeighbourhoodAsync(ct);
            await ShowAsync(ct);
        }
        catch when (!ranBefore)
        {
            await Here.Supervisor.StopAsync(_ => { }, CancellationToken.None);
            throw;
        }
        return 0;
    }

    private static async Task LoadNeighbourhoodAsync(CancellationToken ct)
    {
        var said = "";
        using var loader = new NeighbourhoodLoader(Here.Demo, new Progress<SeedProgress>(progress =>
        {
            if (progress.What != said) Screen.Say($"Demo neighbourhood: {said = progress.What}.");
        }));
        Screen.Say(await loader.LoadAsync(ct) ? "The demo neighbourhood is loaded." : "The demo neighbourhood is there already.");
    }

    private static async Task ShowAsync(CancellationToken ct)
    {
        var wiring = Here.Wiring;
        var addresses = Screen.Table("service", "address");
        foreach (var service in ServiceTable.All) addresses.AddRow(service.Name, wiring.PublicAddressOf(service));
        AnsiConsole.Write(addresses);

        using var access = new Access(Here.Gateway);
        var personas = Screen.Table("persona", "kind", "who");
        foreach (var persona in await access.PersonasAsync(ct)) personas.AddRow(persona.Name, persona.Kind, persona.Description);
        AnsiConsole.Write(personas);
        Screen.Say("Ready. Next: ./dev demo plays a client's month; ./dev help lists the other commands.");
    }
}
