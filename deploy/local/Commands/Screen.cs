using System.Diagnostics;
using Spectre.Console;

namespace Buurtzorg.Local.Commands;

/// <summary>Progress as lines with the time since the start: the same on a terminal and in a log.</summary>
internal static class Screen
{
    private static readonly long Since = Stopwatch.GetTimestamp();

    /// <summary>Without a terminal: no colours, and lines wide enough for a table.</summary>
    public static void Prepare()
    {
        if (!Console.IsOutputRedirected) return;
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        AnsiConsole.Profile.Width = 160;
    }

    public static void Say(string line) =>
        AnsiConsole.MarkupLineInterpolated($"[grey]{Stopwatch.GetElapsedTime(Since).TotalSeconds,6:0.0} s[/]  {line}");

    public static void Error(string sentence) => Console.Error.WriteLine(sentence);

    public static Table Table(params string[] columns)
    {
        var table = new Table { Border = TableBorder.Simple };
        foreach (var column in columns) table.AddColumn(new TableColumn(column).NoWrap());
        return table;
    }

    public static string Mebibytes(long bytes) => $"{bytes / 1048576.0:0} MiB";
}
