namespace Buurtzorg.Local.Tests;

internal static class RunningIn
{
    /// <summary>Processes that name the folder in their command line or environment; a zombie has neither.</summary>
    public static IReadOnlyList<string> Folder(string folder) =>
        [.. Directory.GetDirectories("/proc").Where(process => IsProcess(process) && Mentions(process, folder)).Select(CommandLine)];

    private static bool IsProcess(string path) => int.TryParse(Path.GetFileName(path), out var pid) && pid != Environment.ProcessId;

    private static bool Mentions(string process, string folder) => CommandLine(process).Contains(folder) || Read(process, "environ").Contains(folder);

    private static string CommandLine(string process) => Read(process, "cmdline").Replace('\0', ' ');

    private static string Read(string process, string file)
    {
        try { return File.ReadAllText(Path.Combine(process, file)); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { return ""; }
    }
}
