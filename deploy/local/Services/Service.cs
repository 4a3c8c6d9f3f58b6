namespace Buurtzorg.Local.Services;

/// <summary>One program of the platform and what it needs to be given.</summary>
/// <param name="Name">Also the name of its log and, for a service of the platform, its path base.</param>
/// <param name="Project">The project file, from the root of the clone.</param>
/// <param name="Port">The usual port; a second replica has this plus 100.</param>
internal sealed record Service(string Name, string Project, int Port)
{
    /// <summary>A database and role of its own, and the broker.</summary>
    public bool KeepsData { get; init; }

    /// <summary>Validates tokens of the install's issuer.</summary>
    public bool TakesTokens { get; init; } = true;

    /// <summary>Runs twice where two replicas are asked for.</summary>
    public bool Replicated { get; init; }

    /// <summary>The services that it calls as itself.</summary>
    public string[] Calls { get; init; } = [];

    /// <summary>More configuration, by key.</summary>
    public Func<Wiring, int, IEnumerable<(string Key, string Value)>> Settings { get; init; } = (_, _) => [];

    private string ProjectName => Path.GetFileNameWithoutExtension(Project);

    /// <summary>PostgreSQL names of its database and role.</summary>
    public string Database => Name.Replace('-', '_');

    public string OutputFolder(string checkout) => Path.Combine(checkout, "artifacts", "bin", ProjectName, "debug");

    public string Executable(string checkout) => Path.Combine(OutputFolder(checkout), $"Buurtzorg.{ProjectName}");

    public static string ReplicaName(string name, int replica) => replica == 1 ? name : $"{name}-{replica}";
}
