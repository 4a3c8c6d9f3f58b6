using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>What is found about one record of a message: a code that refuses the whole message, or what is to be done when nothing is refused.</summary>
internal sealed record Finding(XElement Record, string? Code, Action<CaseFile> Apply)
{
    public static Finding Fault(XElement record, string code) => new(record, code, _ => { });
}

/// <summary>Judges a notice or request and writes its return message as IV028 says: the header alone, unless a record has a remark; then the message as it came, with codes per record.</summary>
internal static class Returning
{
    public const string Technical = "0001";
    private const string NoRemark = "0200";

    private static readonly HashSet<string> Records =
        ["Client", "StartProduct", "StopProduct", "AangevraagdProduct", "Verzoek", "OngewijzigdProduct", "TeWijzigenProduct", "NieuwProduct"];

    public static string Return(MessageType type, XElement root, CaseFile file, string town, DateTime now, Func<Header, XElement, IEnumerable<Finding>> judge)
    {
        var (header, today) = (Header.Read(root, type), DateOnly.FromDateTime(now));
        var client = root.Part(type.Namespace + "Client");
        var code = Code(type, header, client, file, town, today);
        var findings = code is null ? judge(header, client).ToList() : [];
        if (findings.Any(finding => finding.Code == Technical)) (code, findings) = (Technical, []);
        var remarks = findings.Where(finding => finding.Code is not null).ToLookup(finding => finding.Record, finding => finding.Code!);
        if (code is null && remarks.Count == 0) findings.ForEach(finding => finding.Apply(file));

        var xml = Write(type, root, $"{town}T{file.Answered.Count + 1:000000}", today, code ?? NoRemark, remarks);
        file.Answered.Add(new(type.Name, header.Sender, header.Identification, xml));
        return xml;
    }

    private static string? Code(MessageType type, Header header, XElement client, CaseFile file, string town, DateOnly today)
    {
        if (file.Answered.Any(before => (before.Type, before.Sender, before.Identification) == (type.Name, header.Sender, header.Identification))) return "9056";
        if (header.Dated > today) return "8848";
        return header.Receiver != town || !Bsn.IsValid(client.Text(type.Namespace + "Bsn")) ? Technical : null;
    }

    private static string Write(MessageType type, XElement root, string identification, DateOnly date, string header, ILookup<XElement, string> remarks)
    {
        var wmo = Xml.Of(type.ReturnName);
        var message = new XElement(wmo + "Bericht",
            new XAttribute(XNamespace.Xmlns + type.ReturnName, wmo), new XAttribute(XNamespace.Xmlns + "iwmo", Xml.Base),
            Copy(root.Part(type.Namespace + "Header")));
        var head = message.Part(wmo + "Header");
        head.Part(wmo + "BerichtCode").Value = type.ReturnCode;
        head.Add(
            new XElement(wmo + "IdentificatieRetour", identification),
            new XElement(wmo + "DagtekeningRetour", date.Iso()),
            new XElement(wmo + "XsdVersieRetour", Xml.XsdVersion()),
            Codes([header]));
        if (remarks.Count > 0) message.Add(Copy(root.Part(type.Namespace + "Client")));
        return Xml.Write(message);

        XElement Copy(XElement element)
        {
            var copy = new XElement(element.Name.Namespace == Xml.Base ? element.Name : wmo + element.Name.LocalName,
                element.HasElements ? element.Elements().Select(Copy) : element.Value);
            if (Records.Contains(element.Name.LocalName)) copy.Add(Codes(remarks[element].Any() ? remarks[element].Distinct() : [NoRemark]));
            return copy;
        }

        XElement Codes(IEnumerable<string> codes) => new(wmo + "RetourCodes", codes.Select(code => new XElement(wmo + "RetourCode", code)));
    }
}
