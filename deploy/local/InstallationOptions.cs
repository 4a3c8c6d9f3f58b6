namespace Buurtzorg.Local;

/// <summary>What to run, and where.</summary>
/// <param name="Checkout">The clone whose built services run.</param>
/// <param name="Folder">Ports, secrets, logs and data; usually <c>.local</c> in the clone.</param>
internal sealed record InstallationOptions(string Checkout, string Folder)
{
    /// <summary>Processes per service, 1 or 2.</summary>
    public int Replicas { get; init; } = 1;

    /// <summary>More environment for every service, such as an OTLP endpoint.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();
}
