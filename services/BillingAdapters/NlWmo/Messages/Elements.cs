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

    /// <summary>The path of an element: names and positions, never values.</summary>
    public static string Place(this XElement element)
    {
        var parent = element.Parent;
        if (parent is null) return $"/{element.Name.LocalName}";
        var same = parent.Elements(element.Name).Take(2).Count();
        var step = same < 2 ? element.Name.LocalName : $"{element.Name.LocalName}[{element.ElementsBeforeSelf(element.Name).Count() + 1}]";
        return $"{parent.Place()}/{step}";
    }
}
