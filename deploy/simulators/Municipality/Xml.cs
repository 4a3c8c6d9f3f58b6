using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>A message that does not say what it must say; the municipality refuses it as a whole.</summary>
internal sealed class UnreadableMessageException(string message, Exception? inner = null) : Exception(message, inner);

internal static class Xml
{
    public static readonly XNamespace Base = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema";

    public static XNamespace Of(string message) => $"http://www.istandaarden.nl/iwmo/3_2/{message}/schema";

    public static XElement Read(byte[] content)
    {
        var hardened = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(content), hardened);
            return XDocument.Load(reader, LoadOptions.None).Root!;
        }
        catch (XmlException e)
        {
            throw new UnreadableMessageException("This is not well-formed XML without a DTD.", e);
        }
    }

    public static string Write(XElement root)
    {
        var text = new MemoryStream();
        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" }))
            root.Save(writer);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    public static XElement Part(this XElement parent, XName name) =>
        parent.Element(name) ?? throw new UnreadableMessageException($"{name.LocalName} is missing in {parent.Name.LocalName}.");

    public static string Text(this XElement parent, XName name) => parent.Part(name).Value;

    public static long Whole(this XElement parent, XName name) =>
        long.TryParse(parent.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new UnreadableMessageException($"{name.LocalName} is not a whole number.");

    public static DateOnly Date(this XElement parent, XName name) =>
        DateOnly.TryParseExact(parent.Text(name), "yyyy-MM-dd", out var date)
            ? date
            : throw new UnreadableMessageException($"{name.LocalName} is not a date.");

    public static long? OptionalWhole(this XElement parent, XName name) => parent.Element(name) is null ? null : parent.Whole(name);

    public static DateOnly? OptionalDate(this XElement parent, XName name) => parent.Element(name) is null ? null : parent.Date(name);

    public static string Iso(this DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static object[] XsdVersion() => [new XElement(Base + "BasisschemaXsdVersie", "1.0.0"), new XElement(Base + "BerichtXsdVersie", "1.0.0")];

    public static object[] Identification(string identification, DateOnly date) =>
        [new XElement(Base + "Identificatie", identification), new XElement(Base + "Dagtekening", date.Iso())];
}
