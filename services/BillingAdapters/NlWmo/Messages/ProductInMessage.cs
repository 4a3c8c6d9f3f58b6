using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>Care that a message assigns or asks for, when the message has the shape it should have.</summary>
internal sealed record ProductInMessage(
    XElement Element,
    string? Number,
    Product Product,
    DateTime? DecidedAt,
    DateOnly From,
    DateOnly? Until,
    string? ChangeReason,
    long? Volume,
    Unit? Unit,
    Frequency? Frequency,
    long? Budget)
{
    public const string Assigned = "ToegewezenProduct", Requested = "AangevraagdProduct", Changed = "TeWijzigenProduct", New = "NieuwProduct";

    private const string Deleted = "13";

    public bool IsWithdrawn => ChangeReason == Deleted;

    public static IReadOnlyList<ProductInMessage> AllOf(XElement message) =>
        [.. message.Descendants().Where(e => e.Name.LocalName is Assigned or Requested or Changed or New).Select(Of)];

    private static ProductInMessage Of(XElement element)
    {
        var product = element.ChildOrNull("Product");
        var extent = element.ChildOrNull("Omvang");
        return new(
            element,
            element.TextOrNull("ToewijzingNummer") is { } number ? Values.AsNumber(number.Trim()) : null,
            new(product?.Text("Categorie"), product?.TextOrNull("Code")),
            element.DateOrNull("Toewijzingsdatum") is { } decided && Values.TryTime(element.Text("Toewijzingstijd"), out var time) ? decided.ToDateTime(time) : null,
            (element.DateOrNull("Ingangsdatum") ?? element.DateOrNull("ToewijzingIngangsdatum") ?? element.DateOrNull("GewensteIngangsdatum"))!.Value,
            element.DateOrNull("Einddatum") ?? element.DateOrNull("ToewijzingEinddatum"),
            element.TextOrNull("RedenWijziging"),
            extent is null ? null : Values.Number(extent.Text("Volume")),
            extent is null ? null : CodeLists.UnitOf(extent.Text("Eenheid")),
            extent is null ? null : CodeLists.FrequencyOf(extent.Text("Frequentie")),
            element.TextOrNull("Budget") is { } budget ? Values.Number(budget) : null);
    }
}
