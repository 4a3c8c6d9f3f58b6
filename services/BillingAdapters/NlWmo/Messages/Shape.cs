using System.Xml.Linq;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>
/// The shape of an element, as the published schemas say it: its children in their order, or the kind of its value.
/// An open shape passes over children that it does not name.
/// </summary>
internal sealed record Shape(XName Name, int Min, int Max, Kind? Value, IReadOnlyList<Shape> Children, bool Open = false)
{
    public Shape Optional => this with { Min = 0 };

    public Shape Repeated => this with { Max = int.MaxValue };

    /// <summary>With more children after its own.</summary>
    public Shape With(params IEnumerable<Shape> children) => this with { Children = [.. Children, .. children] };
}

/// <summary>Builds shapes in the namespace of one message; types of the base schema bring their own children in its namespace.</summary>
internal readonly record struct ShapesOf(XNamespace Namespace)
{
    public static readonly ShapesOf Base = new("http://www.istandaarden.nl/iwmo/3_2/basisschema/schema");

    public static ShapesOf Message(string type) => new($"http://www.istandaarden.nl/iwmo/3_2/{type}/schema");

    public Shape Element(string name, Kind value) => new(Namespace + name, 1, 1, value, []);

    public Shape Element(string name, params Shape[] children) => new(Namespace + name, 1, 1, null, children);
}
