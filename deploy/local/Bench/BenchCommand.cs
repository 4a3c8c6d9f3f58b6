using Buurtzorg.Local.Commands;
using Buurtzorg.Local.Servers;
using Spectre.Console;

namespace Buurtzorg.Local.Bench;

/// <summary>Measures the platform on installations of its own below <c>.local/bench</c>, each begun anew and gone afterwards.</summary>
internal static class BenchCommand
{
    private static readonly Dictionary<string, Func<CancellationToken, Task<Measured[]>>> Parts = new()
    {
        ["up"] = TimeOfUp.MeasureAsync,
        ["visits"] = VisitsPerSecond.MeasureAsync,
        ["delivery"] = DeliveryTime.MeasureAsync,
        ["relay"] = RelayRate.MeasureAsync,
        ["month"] = MonthClose.MeasureAsync,
        ["social-map"] = SearchPages.MeasureAsync,
    };

    public static async Task<int> RunAsync(string[] arguments, CancellationToken ct)
    {
        if (arguments.FirstOrDefault(name => !Parts.ContainsKey(name)) is { } unknown)
            throw new LauncherException($"There is nothing to measure called '{unknown}'; there are {string.Join(", ", Parts.Keys)}.");
        var logs = Here.Wiring.Logs;
        await Packages.EnsureAsync(logs, Screen.Say, ct);
        await Build.ServicesAsync(Checkout.Root, Checkout.Folder, logs, Screen.Say, ct);
        if (await Here.Supervisor.IsRunningAsync(ct)) Screen.Say("The platform of this clone runs beside it and takes its share; ./dev down first for better figures.");

        var machine = await Machine.DescribeAsync(ct);
        var measured = new List<Measured>();
        foreach (var part in arguments is [] ? [.. Parts.Keys] : arguments)
        {
            Screen.Say($"Measuring: {part}.");
            measured.AddRange(await Parts[part](ct));
        }
        Show(machine, measured);
        return 0;
    }

    private static void Show(string machine, List<Measured> measured)
    {
        var table = Screen.Table("measured", "figure", "aim");
        foreach (var line in measured) table.AddRow(Markup.Escape(line.What), Markup.Escape(line.Figure), line.Aim);
        AnsiConsole.Write(table);
        Console.WriteLine($"On {machine}.\n\nAs markdown:\n\n| measured | figure | aim |\n|---|---|---|");
        foreach (var line in measured) Console.WriteLine($"| {line.What} | {line.Figure} | {line.Aim} |");
        Console.WriteLine($"\nOn {machine}.");
    }
}
