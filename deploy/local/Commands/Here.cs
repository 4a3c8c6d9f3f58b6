using Buurtzorg.Local.Demo;
using Buurtzorg.Local.Services;
using Buurtzorg.Local.Supervision;

namespace Buurtzorg.Local.Commands;

/// <summary>The installation of this clone, as commands see it.</summary>
internal static class Here
{
    public static InstallationOptions Options { get; } = new(Checkout.Root, Checkout.Folder);

    /// <summary>Read anew each time: the supervisor chooses the ports.</summary>
    public static Wiring Wiring => new(Options);

    public static SupervisorClient Supervisor { get; } = new(Checkout.Root, Checkout.Folder);

    public static Uri Gateway => Wiring.AddressOf(ServiceTable.Gateway);

    public static string DemoFolder { get; } = Path.Combine(Checkout.Folder, "demo");

    public static DemoPlaces Demo => new(Gateway, Wiring.AddressOf(ServiceTable.Municipality), DemoFolder);
}
