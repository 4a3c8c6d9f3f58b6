using System.Text.Json;
using Buurtzorg.Local.Processes;
using Buurtzorg.Local.Services;

namespace Buurtzorg.Local;

/// <summary>Builds the programs of the table, when a source is newer than the last build.</summary>
internal static class Build
{
    private static readonly string[] Sources = ["services", "deploy/simulators"];
    private static readonly string[] Shared = ["global.json", "Directory.Build.props", "Directory.Packages.props", ".editorconfig"];

    public static async Task ServicesAsync(string checkout, string folder, Logs logs, Action<string> say, CancellationToken ct)
    {
        var stamp = Path.Combine(folder, "services.built");
        var begun = DateTime.UtcNow;
        if (File.Exists(stamp) && NewestSource(checkout) < File.GetLastWriteTimeUtc(stamp) && ServiceTable.All.All(service => File.Exists(service.Executable(checkout))))
            return;
        say($"Building the services (log: {logs.PathOf("build")}).");
        await DotnetBuildAsync(WriteFilter(checkout, folder), checkout, logs, ct);
        File.WriteAllText(stamp, "");
        File.SetLastWriteTimeUtc(stamp, begun);
        say("The services are built.");
    }

    public static async Task DotnetBuildAsync(string target, string checkout, Logs logs, CancellationToken ct)
    {
        File.Delete(logs.PathOf("build"));
        await Tool.RunAsync(new("build", Dotnet.Path, "build", target, "-v", "quiet", "-nologo", "-clp:NoSummary;ErrorsOnly")
        {
            WorkingDirectory = checkout,
            Environment = new Dictionary<string, string> { ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1", ["MSBUILDDISABLENODEREUSE"] = "1" },
        }, logs, ct);
    }

    /// <summary>When a service was last built, UTC.</summary>
    public static DateTime TimeOf(Service service, string checkout) =>
        Directory.EnumerateFiles(service.OutputFolder(checkout), "Buurtzorg.*.dll").Max(File.GetLastWriteTimeUtc);

    private static DateTime NewestSource(string checkout) => Sources
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(checkout, folder), "*", SearchOption.AllDirectories))
        .Concat(Shared.Select(file => Path.Combine(checkout, file)))
        .Max(File.GetLastWriteTimeUtc);

    /// <summary>A solution filter made from the table, so that what runs is listed in one place.</summary>
    private static string WriteFilter(string checkout, string folder)
    {
        var file = Path.Combine(folder, "services.slnf");
        var filter = new { solution = new { path = Path.Combine(checkout, "Buurtzorg.Platform.sln"), projects = ServiceTable.All.Select(service => service.Project) } };
        File.WriteAllText(file, JsonSerializer.Serialize(filter));
        return file;
    }
}
