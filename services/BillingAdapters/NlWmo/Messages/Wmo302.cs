using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>
/// WMO302: the return message on a WMO301, as IV028 says. Accepted: the header. A fault within the message: the header with 0001.
/// A fault in the header: the header with its code. A fault in a record: the whole message as it came, each record with its codes,
/// or with 0200 where there is nothing to remark.
/// </summary>
/// <remarks>
/// IV028 leaves the codes of an accepted header out; WMO302.xsd allows them. We write 0200, for receivers that look for a code.
/// </remarks>
internal static class Wmo302
{
    private const string NoRemark = "0200";

    private static readonly XNamespace Ns = ShapesOf.Message("wmo302").Namespace;
    private static readonly XNamespace Base = ShapesOf.Base.Namespace;

    // The records that bear codes of their own.
    private static readonly HashSet<string> Records = ["Client", "Relatie", "Contact", "ToegewezenProduct"];

    public static Document Render(XElement message301, string reference, DateOnly date, IReadOnlyList<Finding> findings)
    {
        var byRecord = findings.ToLookup(f => RecordOf(f.At), f => f.ReturnCode);
        var header = byRecord[message301.Child("Header")].Distinct().ToList();
        var root = new XElement(Ns + "Bericht");
        if (findings.Any(f => f.ReturnCode == Finding.Technical))
            root.Add(Header(message301, reference, date, [Finding.Technical]));
        else if (findings.Count == 0 || header.Count > 0)
            root.Add(Header(message301, reference, date, header is [] ? [NoRemark] : header));
        else
            root.Add(Header(message301, reference, date, [NoRemark]), Copy(message301.Child("Client"), byRecord));
        return Document.Of($"WMO302-{reference}.xml", "application/xml", XmlOut.Bytes(root));
    }

    private static XElement Header(XElement message301, string reference, DateOnly date, IEnumerable<string> codes)
    {
        var header = Copy(message301.Child("Header"));
        header.Child("BerichtCode").Value = "415";
        header.Add(
            new XElement(Ns + "IdentificatieRetour", reference),
            new XElement(Ns + "DagtekeningRetour", Values.Text(date)),
            new XElement(Ns + "XsdVersieRetour", new XElement(Base + "BasisschemaXsdVersie", "1.0.0"), new XElement(Base + "BerichtXsdVersie", "1.0.0")));
        header.Add(ReturnCodes(codes));
        return header;
    }

    private static XElement Copy(XElement source, ILookup<XElement, string>? codes = null)
    {
        var name = source.Name.Namespace == Base ? source.Name : Ns + source.Name.LocalName;
        var copy = source.HasElements ? new XElement(name, source.Elements().Select(e => Copy(e, codes))) : new XElement(name, source.Value);
        if (codes is not null && Records.Contains(source.Name.LocalName))
            copy.Add(ReturnCodes(codes[source].Any() ? codes[source].Distinct() : [NoRemark]));
        return copy;
    }

    private static XElement ReturnCodes(IEnumerable<string> codes) =>
        new(Ns + "RetourCodes", codes.Select(code => new XElement(Ns + "RetourCode", code)));

    private static XElement RecordOf(XElement at) =>
        at.AncestorsAndSelf().First(e => e.Name.LocalName == "Header" || Records.Contains(e.Name.LocalName));
}
