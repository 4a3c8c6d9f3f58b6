using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>A WMO323 as this municipality reads it. Amounts in euro cents.</summary>
internal sealed record Declaration(string Sender, string Receiver, string Identification, DateOnly Dated, XElement XsdVersion,
    string Number, DateOnly From, DateOnly Until, DateOnly Signed, Amount Total, IReadOnlyList<Performance> Performances)
{
    private static readonly XNamespace Wmo = Xml.Of("wmo323");

    public static Declaration Read(XElement root)
    {
        if (root.Name != Wmo + "Bericht") throw new UnreadableMessageException("This is not a WMO323 of iWmo 3.2.");
        var header = root.Part(Wmo + "Header");
        if (header.Text(Wmo + "BerichtCode") != "484") throw new UnreadableMessageException("BerichtCode is not 484.");

        var identification = header.Part(Wmo + "BerichtIdentificatie");
        var body = root.Part(Wmo + "Declaratie");
        var period = body.Part(Wmo + "DeclaratiePeriode");
        return new(header.Text(Wmo + "Afzender"), header.Text(Wmo + "Ontvanger"),
            identification.Text(Xml.Base + "Identificatie"), identification.Date(Xml.Base + "Dagtekening"), header.Part(Wmo + "XsdVersie"),
            body.Text(Wmo + "DeclaratieNummer"), period.Date(Xml.Base + "Begindatum"), period.Date(Xml.Base + "Einddatum"),
            body.Date(Wmo + "DeclaratieDagtekening"), Amount.Read(body.Part(Wmo + "TotaalIngediendBedrag"), "TotaalBedrag"),
            [.. from client in body.Part(Wmo + "Clienten").Elements(Wmo + "Client")
                from performance in client.Part(Wmo + "Prestaties").Elements(Wmo + "Prestatie")
                select Performance.Read(performance, client.Text(Wmo + "Bsn"))]);
    }
}

internal sealed record Performance(string Bsn, string Reference, string? Previous, int Assignment, string Category, string Code,
    DateOnly From, DateOnly Until, long Volume, string Unit, long? Tariff, Amount Amount, XElement Source)
{
    private static readonly XNamespace Wmo = Xml.Of("wmo323");

    public static Performance Read(XElement element, string bsn)
    {
        var reference = element.Part(Wmo + "ProductReferentie");
        var period = element.Part(Wmo + "ProductPeriode");
        return new(bsn, reference.Text(Xml.Base + "ReferentieNummer"), reference.Element(Xml.Base + "VorigReferentieNummer")?.Value,
            (int)element.Whole(Wmo + "ToewijzingNummer"), element.Text(Wmo + "ProductCategorie"), element.Text(Wmo + "ProductCode"),
            period.Date(Xml.Base + "Begindatum"), period.Date(Xml.Base + "Einddatum"),
            element.Whole(Wmo + "GeleverdVolume"), element.Text(Wmo + "Eenheid"),
            element.OptionalWhole(Wmo + "ProductTarief"),
            Amount.Read(element.Part(Wmo + "IngediendBedrag"), "Bedrag"), element);
    }
}

internal readonly record struct Amount(long Cents, bool Credit)
{
    public long Signed => Credit ? -Cents : Cents;

    public static Amount Of(long signed) => new(Math.Abs(signed), signed < 0);

    public static Amount Read(XElement element, string name) =>
        new(element.Whole(Xml.Base + name), element.Text(Xml.Base + "DebetCredit") == "C");

    public object[] Write(string name) => [new XElement(Xml.Base + name, Cents), new XElement(Xml.Base + "DebetCredit", Credit ? "C" : "D")];
}
