using System.Text;
using System.Xml;
using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Reading;

/// <summary>
/// Reads a message against its shape in one pass, and collects every fault of form. It keeps only what the shape names, so that
/// what it costs is bounded by the shape and not by what was sent. Faults name places and never values.
/// </summary>
internal sealed class MessageReader
{
    private const int MostFaults = 200;

    private readonly XmlReader _reader;
    private readonly List<(string Code, string Detail, XElement At, string? Child, string? Rule)> _found = [];

    private MessageReader(XmlReader reader) => _reader = reader;

    /// <summary>Reads a message of one type.</summary>
    public static OrFaults<XElement> Read(byte[] content, Shape shape) => Read(content, root => root == shape.Name ? shape : null);

    /// <param name="content">The bytes as received.</param>
    /// <param name="shapeFor">The shape for a root element, or null when it is none that the caller reads.</param>
    public static OrFaults<XElement> Read(byte[] content, Func<XName, Shape?> shapeFor)
    {
        if (content.Length > Sizes.MessageBytes)
            return new List<Fault> { FormRules.Fault(FormRules.TooLarge) };
        if (SafeXml.MayHoldTooManyAttributes(content))
            return Only("too-many-attributes", "The message holds more attributes than any of the standard.");
        try
        {
            using var reader = SafeXml.Open(content);
            return new MessageReader(reader).ReadRoot(shapeFor);
        }
        catch (XmlException e)
        {
            return Only("not-safe-xml", $"This is not well-formed XML, or holds what is not allowed here (a DTD, an entity), near line {e.LineNumber}, position {e.LinePosition}.");
        }
        catch (DecoderFallbackException)
        {
            return Only("not-utf-8", "The message is not in UTF-8.");
        }
        catch (TooMuch e)
        {
            return new(null, e.Faults);
        }
    }

    private OrFaults<XElement> ReadRoot(Func<XName, Shape?> shapeFor)
    {
        while (_reader.NodeType != XmlNodeType.Element)
        {
            if (_reader.NodeType == XmlNodeType.XmlDeclaration && _reader.GetAttribute("encoding") is { } encoding
                && !encoding.Equals("utf-8", StringComparison.OrdinalIgnoreCase))
                return Only("not-utf-8", "The message says that it is in another encoding than UTF-8.");
            _reader.Read();
        }
        var name = XName.Get(_reader.LocalName, _reader.NamespaceURI);
        if (shapeFor(name) is not { } shape)
            return Envelope.IsOfAnotherRelease(name)
                ? Only("version-not-supported", "This message is of another release of the standard than 3.2.")
                : Only("wrong-namespace", "The root element is not that of a message that is read here.");

        var root = new XElement(name);
        ReadContent(root, shape);
        while (_reader.Read()) { } // whatever follows must be well-formed too
        return _found.Count == 0 ? root : Faults();
    }

    // The reader stands on the start of the element, and afterwards on its end (or still on it, when it is empty).
    private void ReadContent(XElement element, Shape shape)
    {
        CheckAttributes(element);
        if (shape.Value is { } kind) ReadValue(element, kind);
        else ReadChildren(element, shape);
    }

    private void ReadValue(XElement element, Kind kind)
    {
        var text = new StringBuilder();
        foreach (var node in Inside())
        {
            if (node == XmlNodeType.Element) Unexpected(element);
            else if (text.Length <= Sizes.MessageBytes) text.Append(_reader.Value);
        }
        element.Value = text.ToString();
        if (!kind.Accepts(element.Value)) Add(kind.FaultCode, $"The value should be {kind.Expected}.", element, rule: kind.Rule);
    }

    private void ReadChildren(XElement element, Shape shape)
    {
        var (next, count) = (0, 0);
        foreach (var node in Inside())
        {
            if (node != XmlNodeType.Element)
            {
                if (!string.IsNullOrWhiteSpace(_reader.Value)) Add("text-not-expected", "There should be no text here.", element);
                continue;
            }
            var name = XName.Get(_reader.LocalName, _reader.NamespaceURI);
            var found = next;
            while (found < shape.Children.Count && shape.Children[found].Name != name) found++;
            if (found == shape.Children.Count || (found == next && count == shape.Children[found].Max))
            {
                if (shape.Open) PassOver();
                else Unexpected(element);
                continue;
            }
            for (; next < found; next++, count = 0) RequireAtLeast(shape.Children[next], count, element);
            count++;
            var child = new XElement(name);
            element.Add(child);
            if (shape.Children[found].Max > 1) child.Number(count);
            ReadContent(child, shape.Children[found]);
        }
        for (; next < shape.Children.Count; next++, count = 0) RequireAtLeast(shape.Children[next], count, element);
    }

    private void RequireAtLeast(Shape child, int count, XElement parent)
    {
        if (count < child.Min) Add("element-missing", $"{child.Name.LocalName} is missing, or not in its place.", parent, child.Name.LocalName);
    }

    private void CheckAttributes(XElement element)
    {
        for (var more = _reader.MoveToFirstAttribute(); more; more = _reader.MoveToNextAttribute())
        {
            var allowed = _reader.NamespaceURI == "http://www.w3.org/2000/xmlns/"
                || (_reader.NamespaceURI == "http://www.w3.org/2001/XMLSchema-instance" && _reader.LocalName == "schemaLocation");
            if (!allowed) Add("attribute-not-expected", "There should be no attribute here.", element);
        }
        _reader.MoveToElement();
    }

    // Yields at each child element and each stretch of text, up to the end of the element that the reader stands on.
    private IEnumerable<XmlNodeType> Inside()
    {
        if (_reader.IsEmptyElement) yield break;
        var depth = _reader.Depth;
        while (_reader.Read() && _reader.Depth > depth)
            if (_reader.NodeType is XmlNodeType.Element or XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                yield return _reader.NodeType;
    }

    private void Unexpected(XElement parent)
    {
        Add("element-not-expected", "There is an element here that does not belong, or not in this order.", parent);
        PassOver();
    }

    private void PassOver()
    {
        foreach (var _ in Inside())
            if (_reader.Depth > SafeXml.MaxDepth)
                throw new TooMuch([new("too-deep", $"Elements are nested deeper than {SafeXml.MaxDepth}.")]);
    }

    private void Add(string code, string detail, XElement at, string? child = null, string? rule = null)
    {
        _found.Add((code, detail, at, child, rule));
        if (_found.Count == MostFaults)
            throw new TooMuch([.. Faults(), new("too-many-faults", $"Reading stopped after {MostFaults} faults.")]);
    }

    private List<Fault> Faults() =>
        [.. _found.Select(f => new Fault(f.Code, f.Detail, Place: f.Child is null ? f.At.Place() : $"{f.At.Place()}/{f.Child}", Rule: f.Rule))];

    private static OrFaults<XElement> Only(string code, string detail) => new List<Fault> { new(code, detail) };

    private sealed class TooMuch(IReadOnlyList<Fault> faults) : Exception
    {
        public IReadOnlyList<Fault> Faults { get; } = faults;
    }
}
