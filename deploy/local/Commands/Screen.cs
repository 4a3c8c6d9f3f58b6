using System.Diagnostics;
using Spectre.Console;

namespace Buurtzorg.Local.Commands;

/// <summary>Progress as lines with the time since the start: the same on a terminal and in a log.</summary>
internal static class Screen
{
    private static readonly long Since = Stopwatch.GetTimestamp();

    public static void Say(string line) =>
        AnsiConsole.MarkupLineInterpolated($"[grey]{Stopwatch.GetElapsedTime(Since).TotalSeconds,6:0.0} s[/]  {line}");

    public static void Plain(string line) => AnsiConsole.WriteLine(line);

    public static void Error(string sentence) => Console.Error.WriteLine(sentence);
}
