using System.Text.RegularExpressions;
using Spectre.Console;

namespace Buurtzorg.Local.Demo;

/// <summary>Tells the story on the terminal: each call, the answer in short, and what travelled behind it.</summary>
internal sealed partial class Narrator(IAnsiConsole console)
{
    private const int Margin = 19, Text = Margin + 7;

    public void Title(string text, string under)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"  [bold]{text}[/]");
        console.MarkupLineInterpolated($"  [grey]{under}[/]");
    }

    public void Chapter(int number, string text)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold teal]{number}[/]  {Markup.Escape(text)}").LeftJustified().RuleStyle("grey"));
    }

    public void Called(string who, string method, string path, int status, string answer, bool before = false)
    {
        console.MarkupInterpolated($"  [teal]{who,-Margin + 2}[/][bold]{method,-7}[/]{ShortIds(path)}");
        console.MarkupLine(before ? "  [grey](done before)[/]" : "");
        Said($"{status}", status < 300 ? "green" : "yellow", answer, "default");
    }

    public void Behind(string text) => Said("  ↳", "blue", text, "grey");

    public void Away(string text) => Said("  …", "yellow", text, "yellow");

    public void Table(Table table) => console.Write(new Padder(table, new Padding(Text - 1, 0, 0, 0)));

    public void End(string text)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"  [green]{text}[/]");
    }

    public void Wrong(string text)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"  [red]{text}[/]");
    }

    private void Said(string mark, string colour, string text, string textColour)
    {
        var first = true;
        foreach (var line in Lines(text, Math.Clamp(console.Profile.Width - Text - 1, 40, 110)))
        {
            console.MarkupLine($"{new string(' ', Margin)}[{colour}]{(first ? mark : ""),-7}[/][{textColour}]{Markup.Escape(line)}[/]");
            first = false;
        }
    }

    private static IEnumerable<string> Lines(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' '))
        {
            if (line.Length > 0 && line.Length + word.Length >= width)
            {
                yield return line;
                line = "";
            }
            line += line.Length == 0 ? word : " " + word;
        }
        yield return line;
    }

    /// <summary>Ids are known by their last digits; a whole one fills the line.</summary>
    private static string ShortIds(string path) => Id().Replace(path, "…$1");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{8}([0-9a-f]{4})")]
    private static partial Regex Id();
}
