using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>WMO317: a provider asks for a change, and names everything that the client shall have (WMO317.xsd, release 3.2).</summary>
internal static class Wmo317
{
    private const string Code = "480";

    private static readonly ShapesOf Of = ShapesOf.Message("wmo317");

    private static readonly Shape[] Wish =
    [
        Of.Element("GewensteIngangsdatum", Kind.Date),
        Of.Element("Einddatum", Kind.Date).Optional,
        Of.Element("Omvang", BaseTypes.Extent).Optional,
        Of.Element("Budget", Kind.Amount).Optional,
    ];

    private static readonly Shape Unchanged = Of.Element("OngewijzigdProduct", Of.Element("ToewijzingNummer", Kind.AssignmentNumber));

    private static readonly Shape Changed = Of.Element("TeWijzigenProduct", [Of.Element("ToewijzingNummer", Kind.AssignmentNumber), .. Wish]);

    private static readonly Shape New = Of.Element("NieuwProduct", [Of.Element("Product", BaseTypes.Product).Optional, .. Wish]);

    public static readonly MessageType Type = new("WMO317", Code, Of.Element("Bericht",
        Header.FromProvider(Of, Code),
        Of.Element("Client",
            Of.Element("Bsn", Kind.Bsn),
            Of.Element("Verzoek",
                Of.Element("ReferentieAanbieder", Kind.Text(36)),
                Of.Element("RedenVerzoek", CodeLists.RequestReason),
                Of.Element("OngewijzigdeProducten", Unchanged.Repeated).Optional,
                Of.Element("TeWijzigenProducten", Changed.Repeated).Optional,
                Of.Element("NieuweProducten", New.Repeated).Optional))),
        "Client", "Verzoek", "OngewijzigdProduct", "TeWijzigenProduct", "NieuwProduct");

    public static XElement Render(RequestToRender request)
    {
        var ns = Of.Namespace;
        return new(ns + "Bericht",
            Header.Render(ns, Code, request.Sender, request.Payer, request.Reference, request.IssuedOn),
            new XElement(ns + "Client",
                ClientPart.Number(ns, request.Client),
                new XElement(ns + "Verzoek",
                    new XElement(ns + "ReferentieAanbieder", request.RequestReference),
                    CarePart.Text(ns + "RedenVerzoek", request.Reason switch
                    {
                        RequestReason.ClientChanged => "1",
                        RequestReason.PlanChanged => "2",
                        _ => null,
                    }),
                    Group(request, ProductChange.Unchanged, "OngewijzigdeProducten", "OngewijzigdProduct", p => [CarePart.AssignmentNumber(ns, p.AssignmentNumber)]),
                    Group(request, ProductChange.Changed, "TeWijzigenProducten", "TeWijzigenProduct", p => [CarePart.AssignmentNumber(ns, p.AssignmentNumber), .. Wanted(p)]),
                    Group(request, ProductChange.New, "NieuweProducten", "NieuwProduct", p => [CarePart.Product(ns, p.Product), .. Wanted(p)]))));
    }

    private static XElement? Group(RequestToRender request, ProductChange change, string group, string name, Func<RequestedProduct, XElement?[]> content) =>
        request.Products.Where(p => p.Change == change).Select(p => new XElement(Of.Namespace + name, content(p))).ToList() is { Count: > 0 } products
            ? new(Of.Namespace + group, products)
            : null;

    private static XElement?[] Wanted(RequestedProduct product) =>
    [
        CarePart.Date(Of.Namespace + "GewensteIngangsdatum", product.From),
        CarePart.Date(Of.Namespace + "Einddatum", product.Until),
        CarePart.Extent(Of.Namespace, product),
        CarePart.Number(Of.Namespace + "Budget", product.Budget),
    ];
}
