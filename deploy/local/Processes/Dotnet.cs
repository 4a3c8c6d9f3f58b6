namespace Buurtzorg.Local.Processes;

internal static class Dotnet
{
    /// <summary>The dotnet that runs this program, or the one on the PATH where a test runs it.</summary>
    public static string Path { get; } = System.IO.Path.GetFileName(Environment.ProcessPath) == "dotnet" ? Environment.ProcessPath! : "dotnet";
}
