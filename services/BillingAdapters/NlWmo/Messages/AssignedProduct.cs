using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>A ToegewezenProduct of a WMO301 that has the shape it should have.</summary>
internal sealed record AssignedProduct(
    XElement Element,
    string Number,
    Product Product,
    DateTime DecidedAt,
    DateOnly From,
    DateOnly? Until,
    string? ChangeReason,
    long? Volume,
    Unit? Unit,
    Frequency? Frequency,
    long? Budget)
{
    public const string Deleted = "13";

    public bool IsWithdrawn => ChangeReason == Deleted;

    public static AssignedProduct From301(XElement element)
    {
        var product = element.ChildOrNull("Product");
        var extent = element.ChildOrNull("Omvang");
        Values.TryTime(element.Text("Toewijzingstijd"), out var time);
        return new(
            element,
            Values.Text(Values.Number(element.Text("ToewijzingNummer"))),
            new(product?.Text("Categorie"), product?.TextOrNull("Code")),
            element.Date("Toewijzingsdatum").ToDateTime(time),
            element.Date("Ingangsdatum"),
            element.DateOrNull("Einddatum"),
            element.TextOrNull("RedenWijziging"),
            extent is null ? null : Values.Number(extent.Text("Volume")),
            extent is null ? null : CodeLists.UnitOf(extent.Text("Eenheid")),
            extent is null ? null : CodeLists.FrequencyOf(extent.Text("Frequentie")),
            element.TextOrNull("Budget") is { } budget ? Values.Number(budget) : null);
    }
}
