namespace Buurtzorg.Local.Demo;

/// <summary>Where the demo finds the running platform, and the folder (.local/demo) in which it keeps how far it came.</summary>
internal sealed record DemoPlaces(Uri Gateway, Uri Municipality, string Folder)
{
    /// <summary>By which name the platform reaches this machine, where the integrator's receiver listens.</summary>
    public string Receiver { get; init; } = "127.0.0.1";
}
