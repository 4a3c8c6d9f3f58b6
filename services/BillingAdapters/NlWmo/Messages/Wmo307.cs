using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>WMO307: care stopped (WMO307.xsd, release 3.2). Its key repeats that of the start.</summary>
internal static class Wmo307
{
    private const string Code = "420";

    private static readonly ShapesOf Of = ShapesOf.Message("wmo307");

    private static readonly Shape Product = Of.Element("StopProduct",
        Of.Element("ToewijzingNummer", Kind.AssignmentNumber),
        Of.Element("Product", BaseTypes.Product).Optional,
        Of.Element("ToewijzingIngangsdatum", Kind.Date).Optional,
        Of.Element("Begindatum", Kind.Date),
        Of.Element("RedenBeeindiging", CodeLists.StopReason),
        Of.Element("Einddatum", Kind.Date),
        Of.Element("StatusAanlevering", CodeLists.NoticeState));

    public static readonly MessageType Type = new("WMO307", Code, Of.Element("Bericht",
        Header.FromProvider(Of, Code),
        Of.Element("Client", [.. ClientPart.Shape(Of), Of.Element("StopProducten", Product.Repeated)])),
        "Client", "StopProduct");

    public static XElement Render(NoticeToRender notice) => new(Of.Namespace + "Bericht",
        Header.Render(Of.Namespace, Code, notice.Sender, notice.Payer, notice.Reference, notice.IssuedOn),
        new XElement(Of.Namespace + "Client",
            ClientPart.Render(Of.Namespace, notice.Client),
            new XElement(Of.Namespace + "StopProducten", notice.Items.Select(item => new XElement(Of.Namespace + "StopProduct",
                Wmo305.Care(Of.Namespace, item),
                item.Reason is { } reason ? new XElement(Of.Namespace + "RedenBeeindiging", CodeLists.CodeOf(reason) ?? $"{reason}") : null,
                CarePart.Date(Of.Namespace + "Einddatum", item.StoppedOn),
                Wmo305.State(Of.Namespace, item))))));
}
