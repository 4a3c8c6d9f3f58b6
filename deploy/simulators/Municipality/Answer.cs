using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>Writes a WMO325: only rejected performances return, and their sum is what was submitted less what was granted (TR342).</summary>
internal static class Answer
{
    private const string NoRemark = "0200";
    private const string NotJudged = "0233";
    private const string AllGranted = "8001";

    private static readonly XNamespace Wmo = Xml.Of("wmo325");
    private static readonly XNamespace Declared = Xml.Of("wmo323");

    public static string Write(string identification, string town, DateOnly today, Declaration declaration, Judgement judgement) =>
        Xml.Write(new XElement(Wmo + "Bericht",
            new XAttribute(XNamespace.Xmlns + "wmo325", Wmo), new XAttribute(XNamespace.Xmlns + "iwmo", Xml.Base),
            new XElement(Wmo + "Header",
                new XElement(Wmo + "BerichtCode", "485"),
                new XElement(Wmo + "BerichtVersie", 3),
                new XElement(Wmo + "BerichtSubversie", 2),
                new XElement(Wmo + "Afzender", town),
                new XElement(Wmo + "Ontvanger", declaration.Sender),
                new XElement(Wmo + "BerichtIdentificatie", Xml.Identification(identification, today)),
                new XElement(Wmo + "XsdVersie", Xml.XsdVersion()),
                new XElement(Wmo + "DeclaratieIdentificatie", Xml.Identification(declaration.Identification, declaration.Dated)),
                new XElement(Wmo + "XsdVersieDeclaratie", declaration.XsdVersion.Elements()),
                Codes(judgement.Header ?? NoRemark)),
            new XElement(Wmo + "DeclaratieAntwoord",
                new XElement(Wmo + "DeclaratieNummer", declaration.Number),
                new XElement(Wmo + "TotaalIngediendBedrag", declaration.Total.Write("TotaalBedrag")),
                new XElement(Wmo + "TotaalToegekendBedrag", Amount.Of(judgement.Granted).Write("TotaalBedrag")),
                Clients(judgement),
                Codes(judgement.Header is not null ? NotJudged : judgement.Whole ?? (judgement.Rejected.Any() ? NoRemark : AllGranted)))));

    private static XElement? Clients(Judgement judgement) =>
        judgement.Rejected.Any()
            ? new XElement(Wmo + "Clienten", judgement.Rejected.GroupBy(judged => judged.Performance.Bsn).Select(client =>
                new XElement(Wmo + "Client",
                    new XElement(Wmo + "Bsn", client.Key),
                    new XElement(Wmo + "Prestaties", client.Select(judged => Returned(judged.Performance.Source, judged.Codes))),
                    Codes(NoRemark))))
            : null;

    // A rejected performance goes back as it came, with the codes behind it.
    private static XElement Returned(XElement performance, string[] codes) =>
        new(Wmo + performance.Name.LocalName, performance.Elements().Select(Translated), Codes(codes));

    private static XElement Translated(XElement element) =>
        new(element.Name.Namespace == Declared ? Wmo + element.Name.LocalName : element.Name,
            element.HasElements ? element.Elements().Select(Translated) : element.Value);

    private static XElement Codes(params string[] codes) =>
        new(Wmo + "RetourCodes", codes.Select(code => new XElement(Wmo + "RetourCode", code)));
}
