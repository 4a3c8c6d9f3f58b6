using System.Text;
using System.Xml;
using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Hosting;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>Writes a message: UTF-8 without a mark, the message's namespace as default, the base schema's as <c>iwmo</c>.</summary>
internal static class XmlOut
{
    public static byte[] Bytes(XElement message)
    {
        message.SetAttributeValue("xmlns", message.Name.NamespaceName);
        message.SetAttributeValue(XNamespace.Xmlns + "iwmo", ShapesOf.Base.Namespace.NamespaceName);
        var readable = Write(message, indent: true);
        return readable.Length <= Sizes.MessageBytes ? readable : Write(message, indent: false);
    }

    private static byte[] Write(XElement message, bool indent)
    {
        using var stream = new MemoryStream();
        var settings = new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = indent, IndentChars = "  ", NewLineChars = "\n" };
        using (var writer = XmlWriter.Create(stream, settings)) message.WriteTo(writer);
        return stream.ToArray();
    }
}
