using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>Products, volumes and dates in what we write; what is not there is left out.</summary>
internal static class CarePart
{
    private static readonly XNamespace Base = ShapesOf.Base.Namespace;

    /// <summary>Specific with a code, aspecific with a category only; left out where the budget is generic (IV075).</summary>
    public static XElement? Product(XNamespace ns, Product? product) => product is null or { Category: null, Code: null } ? null : new(ns + "Product",
        Text(Base + "Categorie", product.Category),
        Text(Base + "Code", product.Code));

    public static XElement? Extent(XNamespace ns, RequestedProduct product) => product is { Volume: null, Unit: null, Frequency: null } ? null : new(ns + "Omvang",
        Number(Base + "Volume", product.Volume),
        product.Unit is { } unit ? new XElement(Base + "Eenheid", CodeLists.CodeOf(unit) ?? $"{unit}") : null,
        product.Frequency is { } frequency ? new XElement(Base + "Frequentie", CodeLists.CodeOf(frequency)) : null);

    public static XElement? AssignmentNumber(XNamespace ns, string? number) => Text(ns + "ToewijzingNummer", number is null ? null : Values.AsNumber(number));

    public static XElement? Date(XName name, DateOnly? date) => date is { } day ? new(name, Values.Text(day)) : null;

    public static XElement? Number(XName name, long? number) => number is { } value ? new(name, Values.Text(value)) : null;

    public static XElement? Text(XName name, string? text) => text is null ? null : new(name, text);
}
