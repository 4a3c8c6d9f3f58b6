namespace Buurtzorg.Local.Processes;

internal static class Dotnet
{
    /// <summary>The dotnet that runs this program, or the one on the PATH where a test runs it.</summary>
    public static string Path { get; } = System.IO.Path.GetFileName(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";

    /// <summary>Many small processes on one machine: less memory each, for a little more work of the collector.</summary>
    public static IReadOnlyDictionary<string, string> Lean { get; } = new Dictionary<string, string>
    {
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_gcConcurrent"] = "0",
        ["DOTNET_GCgen0size"] = "0x800000",
        ["DOTNET_GCConserveMemory"] = "5",
        ["DOTNET_TieredPGO"] = "0",
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };
}
