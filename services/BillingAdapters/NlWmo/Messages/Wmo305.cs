using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>WMO305: care started (WMO305.xsd, release 3.2).</summary>
internal static class Wmo305
{
    private const string Code = "418";

    private static readonly ShapesOf Of = ShapesOf.Message("wmo305");

    // The schema lets the number of the assignment out, for care that is paid as a whole; we start nothing without one.
    private static readonly Shape Product = Of.Element("StartProduct",
        Of.Element("ToewijzingNummer", Kind.AssignmentNumber),
        Of.Element("Product", BaseTypes.Product).Optional,
        Of.Element("ToewijzingIngangsdatum", Kind.Date).Optional,
        Of.Element("Begindatum", Kind.Date),
        Of.Element("StatusAanlevering", CodeLists.NoticeState));

    public static readonly MessageType Type = new("WMO305", Code, Of.Element("Bericht",
        Header.FromProvider(Of, Code),
        Of.Element("Client", [.. ClientPart.Shape(Of), Of.Element("StartProducten", Product.Repeated)])),
        "Client", "StartProduct");

    public static XElement Render(NoticeToRender notice) => new(Of.Namespace + "Bericht",
        Header.Render(Of.Namespace, Code, notice.Sender, notice.Payer, notice.Reference, notice.IssuedOn),
        new XElement(Of.Namespace + "Client",
            ClientPart.Render(Of.Namespace, notice.Client),
            new XElement(Of.Namespace + "StartProducten", notice.Items.Select(item => new XElement(Of.Namespace + "StartProduct",
                Care(Of.Namespace, item),
                State(Of.Namespace, item))))));

    /// <summary>What a start and a stop say alike.</summary>
    public static IEnumerable<XElement?> Care(XNamespace ns, NoticeItem item) =>
    [
        CarePart.AssignmentNumber(ns, item.Assignment.Number),
        CarePart.Product(ns, item.Product),
        CarePart.Date(ns + "ToewijzingIngangsdatum", item.Assignment.From),
        CarePart.Date(ns + "Begindatum", item.StartedOn),
    ];

    public static XElement State(XNamespace ns, NoticeItem item) => new(ns + "StatusAanlevering", item.Change switch
    {
        NoticeChange.New => "1",
        NoticeChange.Changed => "2",
        _ => "3",
    });
}
