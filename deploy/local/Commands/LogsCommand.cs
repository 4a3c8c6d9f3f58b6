using System.Diagnostics;

namespace Buurtzorg.Local.Commands;

internal static class LogsCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        string[] names = [.. arguments.Where(argument => !argument.StartsWith('-'))];
        var logs = Here.Wiring.Logs;
        string[] files = names.Length > 0
            ? [.. names.Select(logs.PathOf)]
            : [.. Directory.GetFiles(logs.Folder, "*.log").Where(file => new FileInfo(file).Length > 0).Order()];
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
            throw new LauncherException($"There is no log {Path.GetFileNameWithoutExtension(missing)}; there are {string.Join(", ", KnownLogs(logs.Folder))}.");
        if (files.Length == 0) throw new LauncherException("There are no logs yet; ./dev up starts everything.");

        string[] follow = arguments.Any(argument => argument is "-f" or "--follow") ? ["-F"] : [];
        using var tail = Process.Start("tail", ["-n", names.Length > 0 ? "200" : "10", .. follow, "--", .. files]);
        await tail.WaitForExitAsync(CancellationToken.None);
        return tail.ExitCode;
    }

    private static IEnumerable<string?> KnownLogs(string folder) => Directory.GetFiles(folder, "*.log").Select(Path.GetFileNameWithoutExtension).Order();
}
