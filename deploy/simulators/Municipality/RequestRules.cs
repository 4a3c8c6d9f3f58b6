using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>What a request may ask for, against the municipality's own copy of the assignments.</summary>
internal static class RequestRules
{
    private static readonly XNamespace Wmo = MessageType.Change.Namespace;

    /// <param name="running">What is assigned to the client from the day on which the change is wished.</param>
    public static IEnumerable<(XElement Record, string Code)> OfChange(
        IEnumerable<XElement> unchanged, IEnumerable<XElement> changed, IEnumerable<XElement> added, IReadOnlyList<AssignedProduct> running)
    {
        foreach (var record in unchanged)
            if (Find(record, running) is null) yield return (record, "9350");
        foreach (var record in changed)
        {
            if (Find(record, running) is not { } product) yield return (record, "9351");
            else
                foreach (var code in OfChange(RequestedProduct.Read(record, Wmo, "GewensteIngangsdatum", "Einddatum"), product)) yield return (record, code);
        }
        foreach (var record in added)
        {
            var asked = RequestedProduct.Read(record, Wmo, "GewensteIngangsdatum", "Einddatum");
            if (asked.Until < asked.From) yield return (record, "9357");
            if (running.Any(product => (product.Category, product.Code) == (asked.Category, asked.Code) && !(product.Until < asked.From) && !(asked.Until < product.From))) yield return (record, "9361");
        }
    }

    private static IEnumerable<string> OfChange(RequestedProduct asked, AssignedProduct product)
    {
        if (!product.Covers(asked.From) || asked.Until < asked.From) yield return "9357";
        if (product.Volume is not null && asked.Volume is null) yield return "9411";
        if (product.Volume is null && asked.Volume is not null) yield return "9412";
        if (asked.Unit is not null && product.Unit is not null && asked.Unit != product.Unit) yield return "9375";
        if ((product.Budget is null) != (asked.Budget is null)) yield return "9373";
    }

    private static AssignedProduct? Find(XElement record, IReadOnlyList<AssignedProduct> running) =>
        running.FirstOrDefault(product => product.Number == record.Whole(Wmo + "ToewijzingNummer"));

    /// <summary>What may be granted without looking: products that are agreed with the provider, in their units.</summary>
    public static bool Fits(Request request, CaseFile file) => request.Products.All(asked =>
        asked.AssignmentNumber is { } number
            ? asked.Budget is null && file.Products.Any(product => product.Number == number && Agreement.Has(product.Code, asked.From, product.Unit))
            : asked.Budget is null && Agreement.Has(asked.Code, asked.From, asked.Unit));
}
