using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>
/// The return message on any message, as IV028 says. Accepted: the header. A fault within the message: the header with 0001.
/// A fault in the header: the header with its code. A fault in a record: the whole message as it came, each record with its codes,
/// or with 0200 where there is nothing to remark.
/// </summary>
/// <remarks>
/// The schemas of return messages are not published with the others: the shape is that of the original with what IV028 adds.
/// IV028 leaves the codes of an accepted header out, which is read too; we write 0200, for receivers that look for a code.
/// </remarks>
internal static class ReturnMessage
{
    private static readonly XNamespace Base = ShapesOf.Base.Namespace;

    /// <summary>The shape of what comes back on a message of ours.</summary>
    public static Shape ShapeOn(MessageType original)
    {
        var of = ShapesOf.Message(original.ReturnName.ToLowerInvariant());
        var codes = of.Element("RetourCodes", of.Element("RetourCode", Kind.ReturnCode).Repeated).Optional;
        var root = Turn(original.Shape);
        return root with
        {
            Children =
            [
                root.Children[0].With(
                    of.Element("IdentificatieRetour", Kind.Text(12)),
                    of.Element("DagtekeningRetour", Kind.Date),
                    of.Element("XsltVersie", Kind.Version).Optional,
                    of.Element("XsdVersieRetour", BaseTypes.SchemaVersion),
                    codes),
                root.Children[1].Optional,
            ],
        };

        Shape Turn(Shape shape)
        {
            var turned = shape with
            {
                Name = shape.Name.Namespace == original.Namespace ? of.Namespace + shape.Name.LocalName : shape.Name,
                Children = [.. shape.Children.Select(Turn)],
                Value = shape.Name.LocalName == "BerichtCode" ? Kind.Always(original.ReturnCode, "wrong-message-code") : shape.Value,
            };
            return original.Records.Contains(shape.Name.LocalName) ? turned.With(codes) : turned;
        }
    }

    /// <summary>What we send back.</summary>
    public static Document Render(MessageType original, XElement message, string reference, DateOnly date, IReadOnlyList<Finding> findings)
    {
        var ns = ShapesOf.Message(original.ReturnName.ToLowerInvariant()).Namespace;
        var byRecord = findings.ToLookup(f => RecordOf(f.Spot.At!), f => f.Rule.ReturnCode!);
        var header = byRecord[message.Child("Header")].Distinct().ToList();
        var root = new XElement(ns + "Bericht");
        if (findings.Any(f => f.Rule.ReturnCode == Rule.Technical))
            root.Add(Header([Rule.Technical]));
        else if (findings.Count == 0 || header.Count > 0)
            root.Add(Header(header is [] ? [ReturnCodes.NoRemark] : header));
        else
            root.Add(Header([ReturnCodes.NoRemark]), Copy(message.Elements().Last(), byRecord));
        return Document.Of($"{original.ReturnName}-{reference}.xml", "application/xml", XmlOut.Bytes(root));

        XElement Header(IEnumerable<string> codes)
        {
            var copy = Copy(message.Child("Header"));
            copy.Child("BerichtCode").Value = original.ReturnCode;
            copy.Add(
                new XElement(ns + "IdentificatieRetour", reference),
                new XElement(ns + "DagtekeningRetour", Values.Text(date)),
                Messages.Header.Versions(ns + "XsdVersieRetour"),
                Codes(codes));
            return copy;
        }

        XElement Copy(XElement source, ILookup<XElement, string>? codes = null)
        {
            var name = source.Name.Namespace == Base ? source.Name : ns + source.Name.LocalName;
            var copy = source.HasElements ? new XElement(name, source.Elements().Select(e => Copy(e, codes))) : new XElement(name, source.Value);
            if (codes is not null && original.Records.Contains(source.Name.LocalName))
                copy.Add(Codes(codes[source].Any() ? codes[source].Distinct() : [ReturnCodes.NoRemark]));
            return copy;
        }

        XElement Codes(IEnumerable<string> codes) => new(ns + "RetourCodes", codes.Select(code => new XElement(ns + "RetourCode", code)));

        XElement RecordOf(XElement at) => at.AncestorsAndSelf().First(e => e.Name.LocalName == "Header" || original.Records.Contains(e.Name.LocalName));
    }

    /// <summary>The codes of a record itself, without those that say that there is nothing to remark.</summary>
    public static List<string> Remarks(XElement record) =>
        [.. (record.ChildOrNull("RetourCodes")?.Elements() ?? []).Select(code => code.Value).Where(code => code != ReturnCodes.NoRemark).Distinct()];
}
