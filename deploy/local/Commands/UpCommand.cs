using Buurtzorg.Local.Servers;
using Buurtzorg.Local.Services;
using Spectre.Console;

namespace Buurtzorg.Local.Commands;

internal static class UpCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        await Packages.EnsureAsync(Here.Wiring.Logs, Screen.Say, ct);
        await Build.ServicesAsync(Checkout.Root, Checkout.Folder, Here.Wiring.Logs, Screen.Say, ct);
        var ranBefore = await Here.Supervisor.IsRunningAsync(ct);
        await Here.Supervisor.AskAsync("up", Screen.Say, ct);
        var wiring = new Wiring(Here.Options);
        using var access = new Access(wiring.AddressOf(ServiceTable.Gateway));
        try
        {
            await ShowAsync(wiring, access, ct);
        }
        catch when (!ranBefore)
        {
            await Here.Supervisor.StopAsync(_ => { }, CancellationToken.None);
            throw;
        }
        return 0;
    }

    private static async Task ShowAsync(Wiring wiring, Access access, CancellationToken ct)
    {
        var addresses = Screen.Table("service", "address");
        foreach (var service in ServiceTable.All) addresses.AddRow(service.Name, wiring.PublicAddressOf(service));
        AnsiConsole.Write(addresses);

        var personas = Screen.Table("persona", "kind", "who");
        foreach (var persona in await access.PersonasAsync(ct)) personas.AddRow(persona.Name, persona.Kind, persona.Description);
        AnsiConsole.Write(personas);
        Screen.Say("Ready. Next: ./dev demo plays a client's month; ./dev help lists the other commands.");
    }
}
