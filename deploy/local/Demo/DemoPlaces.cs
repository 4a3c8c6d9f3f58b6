namespace Buurtzorg.Local.Demo;

/// <summary>Where the demo finds the running platform, and the folder (.local/demo) in which it keeps how far it came.</summary>
internal sealed record DemoPlaces(Uri Gateway, Uri Municipality, string Folder)
{
    /// <summary>By which name the platform reaches this machine, where the integrator's receiver listens.</summary>
    public string Receiver { get; init; } = "127.0.0.1";

    /// <summary>A platform that this launcher did not start; what the demo keeps of it stands in a folder of its own.</summary>
    public static DemoPlaces Elsewhere(string gateway, string municipality, string folder)
    {
        var address = Address(gateway, "--gateway");
        return new(address, Address(municipality, "--municipality"), $"{folder}-{address.Host}-{address.Port}") { Receiver = "host.docker.internal" };
    }

    private static Uri Address(string text, string option) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address : throw new StoryException($"{option} is '{text}'; it must be an address such as http://localhost:8080.");
}
