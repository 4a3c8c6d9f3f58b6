using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>WMO323: a provider claims (WMO323.xsd, release 3.2). Per client its performances, in the order of the claim.</summary>
internal static class Wmo323
{
    private static readonly XNamespace Ns = ShapesOf.Message("wmo323").Namespace;
    private static readonly XNamespace Base = ShapesOf.Base.Namespace;

    public static byte[] Render(ClaimToRender claim)
    {
        var lines = claim.Lines.ToLookup(l => l.ClientKey);
        return XmlOut.Bytes(new XElement(Ns + "Bericht",
            Header.Render(Ns, "484", claim.Sender, claim.Payer, claim.Number, claim.IssuedOn),
            new XElement(Ns + "Declaratie",
                new XElement(Ns + "DeclaratieNummer", claim.Number),
                Period("DeclaratiePeriode", claim.Period),
                new XElement(Ns + "DeclaratieDagtekening", Values.Text(claim.IssuedOn)),
                new XElement(Ns + "TotaalIngediendBedrag",
                    new XElement(Base + "TotaalBedrag", Values.Text(Math.Abs(claim.Total))),
                    new XElement(Base + "DebetCredit", claim.Total < 0 ? "C" : "D")),
                new XElement(Ns + "Clienten", claim.Clients.Select(client => new XElement(Ns + "Client",
                    new XElement(Ns + "Bsn", client.Identifiers[0].Value),
                    new XElement(Ns + "Prestaties", lines[client.Key].Select(Performance))))))));
    }

    private static XElement Performance(ClaimLine line) => new(Ns + "Prestatie",
        new XElement(Ns + "ProductReferentie",
            new XElement(Base + "ReferentieNummer", line.Reference),
            line.CreditedReference is { } credited ? new XElement(Base + "VorigReferentieNummer", credited) : null),
        new XElement(Ns + "ToewijzingNummer", Values.Text(Values.Number(line.Assignment!.Number))),
        new XElement(Ns + "ProductCategorie", line.Product.Category),
        new XElement(Ns + "ProductCode", line.Product.Code),
        Period("ProductPeriode", line.Period),
        new XElement(Ns + "GeleverdVolume", Values.Text(line.Volume)),
        new XElement(Ns + "Eenheid", CodeLists.CodeOf(line.Unit)),
        line.Rate is { } rate ? new XElement(Ns + "ProductTarief", Values.Text(Amounts.Tariff(line.Unit, rate))) : null,
        new XElement(Ns + "IngediendBedrag",
            new XElement(Base + "Bedrag", Values.Text(line.Amount)),
            new XElement(Base + "DebetCredit", line.Side == Side.Credit ? "C" : "D")));

    private static XElement Period(string name, Period period) => new(Ns + name,
        new XElement(Base + "Begindatum", Values.Text(period.From)),
        new XElement(Base + "Einddatum", Values.Text(period.Until)));
}
