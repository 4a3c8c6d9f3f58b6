using Spectre.Console;

namespace Buurtzorg.Local.Demo;

/// <summary>Tells the story on the terminal: each call, the answer in short, and what travelled behind it.</summary>
internal sealed class Narrator(IAnsiConsole console)
{
    public void Title(string text, string under)
    {
        console.WriteLine();
        console.MarkupLineInterpolated($"[bold]{text}[/]");
        console.MarkupLineInterpolated($"[grey]{under}[/]");
    }

    public void Chapter(int number, string text)
    {
        console.WriteLine();
        console.Write(new Rule($"[bold teal]{number}[/]  {Markup.Escape(text)}").LeftJustified().RuleStyle("grey"));
    }

    public void Called(string who, string method, string path, int status, string answer, bool before = false)
    {
        console.MarkupLineInterpolated($"  [grey]{who,-17}[/] [bold]{method,-5}[/]{path}{(before ? "  (before)" : "")}");
        var colour = status < 300 ? "green" : "yellow";
        console.Markup($"  {"",-17} [{colour}]{status}[/]  ");
        Wrapped(answer, 24);
    }

    public void Behind(string text) => console.MarkupLineInterpolated($"  {"",-17}   [blue]↳[/]  [grey]{text}[/]");

    public void Line(string text)
    {
        console.Write(new string(' ', 25));
        Wrapped(text, 25);
    }

    public void Away(string text) => console.MarkupLineInterpolated($"  {"",-17}   [yellow]…[/]  [yellow]{text}[/]");

    public void End(string text) => console.MarkupLineInterpolated($"[green]{text}[/]");

    public void Wrong(string text) => console.MarkupLineInterpolated($"[red]{text}[/]");

    public void Table(Table table) => console.Write(new Padder(table).PadLeft(25).PadTop(0).PadBottom(0));

    private void Wrapped(string text, int indent)
    {
        var width = Math.Max(40, Math.Min(console.Profile.Width, 140) - indent);
        var line = 0;
        foreach (var part in text.Split(' '))
        {
            if (line > 0 && line + part.Length + 1 > width)
            {
                console.WriteLine();
                console.Write(new string(' ', indent));
                line = 0;
            }
            console.Write((line > 0 ? " " : "") + part);
            line += part.Length + (line > 0 ? 1 : 0);
        }
        console.WriteLine();
    }
}
