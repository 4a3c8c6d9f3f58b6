using Spectre.Console;

namespace Buurtzorg.Local.Commands;

internal static class StatusCommand
{
    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        var processes = await Here.Supervisor.StatusAsync(ct);
        if (processes is [])
        {
            Screen.Say("Nothing is running; ./dev up starts everything.");
            return 1;
        }
        var table = Screen.Table("process", "state", "pid", "restarts", "memory (PSS)", "address");
        long total = 0;
        foreach (var process in processes)
        {
            var memory = process.Memory();
            total += memory;
            var state = process.Ready ? "ready" : process.Pid is null ? "down" : "not ready";
            table.AddRow(process.Name, state, $"{process.Pid}", $"{process.Restarts}", Screen.Mebibytes(memory), process.Address ?? "");
        }
        table.AddRow("total", "", "", "", Screen.Mebibytes(total), "");
        AnsiConsole.Write(table);
        return processes.All(process => process.Ready) ? 0 : 1;
    }
}
