using System.Globalization;
using System.Xml.Linq;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>Looks things up in a message that has the shape it should have.</summary>
internal static class Elements
{
    public static XElement? ChildOrNull(this XElement parent, string name) => parent.Elements().FirstOrDefault(e => e.Name.LocalName == name);

    public static XElement Child(this XElement parent, string name) => parent.Elements().First(e => e.Name.LocalName == name);

    public static string Text(this XElement parent, string name) => parent.Child(name).Value;

    public static string? TextOrNull(this XElement parent, string name) => parent.ChildOrNull(name)?.Value;

    public static DateOnly Date(this XElement parent, string name) => Values.Date(parent.Text(name));

    public static DateOnly? DateOrNull(this XElement parent, string name) =>
        parent.TextOrNull(name) is { } text ? Values.Date(text) : null;

    /// <summary>Remembers which of its kind an element is, counting from one, where there may be more.</summary>
    public static void Number(this XElement element, int position) => element.AddAnnotation(new Position(position));

    /// <summary>The path of an element: names and positions, never values.</summary>
    public static string Place(this XElement element) =>
        $"{element.Parent?.Place()}/{element.Name.LocalName}{element.Annotation<Position>()}";

    private sealed record Position(int Value)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"[{Value}]");
    }
}
