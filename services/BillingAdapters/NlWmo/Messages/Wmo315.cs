using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>WMO315: a provider asks for care to be assigned (WMO315.xsd, release 3.2). Each product would bear a reference of its own, so we ask for one.</summary>
internal static class Wmo315
{
    private const string Code = "444";

    private static readonly ShapesOf Of = ShapesOf.Message("wmo315");

    private static readonly Shape Product = Of.Element("AangevraagdProduct",
        Of.Element("ReferentieAanbieder", Kind.Text(36)),
        Of.Element("Product", BaseTypes.Product).Optional,
        Of.Element("ToewijzingIngangsdatum", Kind.Date),
        Of.Element("ToewijzingEinddatum", Kind.Date).Optional,
        Of.Element("Omvang", BaseTypes.Extent).Optional,
        Of.Element("Budget", Kind.Amount).Optional,
        Of.Element("Verwijzer", BaseTypes.Referrer),
        Of.Element("Commentaar", Kind.Comment).Optional);

    public static readonly MessageType Type = new("WMO315", Code, Of.Element("Bericht",
        Header.FromProvider(Of, Code),
        Of.Element("Client", [.. ClientPart.Shape(Of), Of.Element("Commentaar", Kind.Comment).Optional, Of.Element("AangevraagdeProducten", Product.Repeated)])),
        "Client", "AangevraagdProduct");

    public static XElement Render(RequestToRender request)
    {
        var ns = Of.Namespace;
        return new(ns + "Bericht",
            Header.Render(ns, Code, request.Sender, request.Payer, request.Reference, request.IssuedOn),
            new XElement(ns + "Client",
                ClientPart.Render(ns, request.Client),
                new XElement(ns + "AangevraagdeProducten", request.Products.Select(product => new XElement(ns + "AangevraagdProduct",
                    new XElement(ns + "ReferentieAanbieder", request.RequestReference),
                    CarePart.Product(ns, product.Product),
                    CarePart.Date(ns + "ToewijzingIngangsdatum", product.From),
                    CarePart.Date(ns + "ToewijzingEinddatum", product.Until),
                    CarePart.Extent(ns, product),
                    CarePart.Number(ns + "Budget", product.Budget),
                    Referrer(request),
                    CarePart.Text(ns + "Commentaar", request.Remark))))));
    }

    private static XElement? Referrer(RequestToRender request) => request.Referrer is not { } referrer ? null : new(Of.Namespace + "Verwijzer",
        new XElement(ShapesOf.Base.Namespace + "Type", CodeLists.CodeOf(referrer)),
        CarePart.Text(ShapesOf.Base.Namespace + "Naam", request.ReferrerName));
}
