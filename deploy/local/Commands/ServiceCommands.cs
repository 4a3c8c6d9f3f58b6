using System.Diagnostics;
using Buurtzorg.Local.Services;

namespace Buurtzorg.Local.Commands;

/// <summary>Commands that are the services' own, run for one or for each of them that keeps data.</summary>
internal static class ServiceCommands
{
    public static Task<int> ErrorsAsync(string[] arguments, CancellationToken ct) => arguments switch
    {
        ["replay", var service, .. var queue] => RunAsync([ServiceTable.Find(service)], ["errors", "replay", .. queue], ct),
        ["replay"] => RunAsync(KeepingData, ["errors", "replay"], ct),
        [var service] => RunAsync([ServiceTable.Find(service)], ["errors"], ct),
        _ => RunAsync(KeepingData, ["errors"], ct),
    };

    public static Task<int> ReplayAsync(string[] arguments, CancellationToken ct)
    {
        if (arguments is not ["--from", var text, .. var services] || !DateTimeOffset.TryParse(text, out var from))
            throw new LauncherException("Say from when: ./dev replay --from 2026-10-01T00:00:00Z");
        return RunAsync(services.Length == 0 ? KeepingData : [.. services.Select(ServiceTable.Find)], ["replay", "--from", $"{from:O}"], ct);
    }

    private static Service[] KeepingData => [.. ServiceTable.All.Where(service => service.KeepsData)];

    private static async Task<int> RunAsync(Service[] services, string[] arguments, CancellationToken ct)
    {
        var worst = 0;
        foreach (var service in services)
        {
            Screen.Say(service.Name);
            var command = Here.Wiring.CommandOf(service, arguments);
            var info = new ProcessStartInfo(command.Command, command.Arguments) { WorkingDirectory = command.WorkingDirectory };
            foreach (var (key, value) in command.Environment) info.Environment[key] = value;
            using var process = Process.Start(info)!;
            await process.WaitForExitAsync(ct);
            worst = Math.Max(worst, process.ExitCode);
        }
        return worst;
    }
}
