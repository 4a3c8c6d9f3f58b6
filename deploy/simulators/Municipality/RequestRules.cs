using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>What a request may ask for, against the municipality's own copy of the assignments.</summary>
internal static class RequestRules
{
    private static readonly XNamespace Wmo = MessageType.Change.Namespace;

    /// <param name="dated">The day of the request.</param>
    /// <param name="running">What is assigned to the client from the day on which the change is wished.</param>
    public static IEnumerable<(XElement Record, string Code)> OfChange(
        IEnumerable<XElement> unchanged, IEnumerable<XElement> changed, IEnumerable<XElement> added, DateOnly dated, IReadOnlyList<AssignedProduct> running)
    {
        foreach (var record in unchanged)
            if (Find(record, running) is null) yield return (record, "9350");
        foreach (var record in changed)
            if (Find(record, running) is not { } product) yield return (record, "9351");
            else
                foreach (var code in OfChanged(Read(record), product, dated)) yield return (record, code);
        foreach (var record in added)
            foreach (var code in OfNew(Read(record), running)) yield return (record, code);
    }

    private static IEnumerable<string> OfChanged(RequestedProduct asked, AssignedProduct product, DateOnly dated)
    {
        if (asked.Until < asked.From) yield return Returning.Technical;
        if (asked.From < dated && asked.From != product.From) yield return "9357";
        if (asked.Budget is not null && asked.From != product.From) yield return "9373";
        if (product.Category is null && asked.Volume is not null) yield return "9375";
        if (product.Volume is not null && asked.Volume is null) yield return "9411";
    }

    private static IEnumerable<string> OfNew(RequestedProduct asked, IReadOnlyList<AssignedProduct> running)
    {
        if (asked.Until < asked.From) yield return Returning.Technical;
        if (asked.Category is null && asked.Volume is not null) yield return "9412";
        if (running.Any(product => (product.Category, product.Code) == (asked.Category, asked.Code) && !(product.Until < asked.From) && !(asked.Until < product.From))) yield return "9361";
    }

    private static RequestedProduct Read(XElement record) => RequestedProduct.Read(record, Wmo, "GewensteIngangsdatum", "Einddatum");

    private static AssignedProduct? Find(XElement record, IReadOnlyList<AssignedProduct> running) =>
        running.FirstOrDefault(product => product.Number == record.Whole(Wmo + "ToewijzingNummer"));

    /// <summary>What may be granted without looking: products that are agreed with the provider, in their units.</summary>
    public static bool Fits(Request request, CaseFile file) => request.Products.All(asked =>
        asked.AssignmentNumber is { } number
            ? asked.Budget is null && file.Products.Any(product => product.Number == number && Agreement.Has(product.Code, asked.From, product.Unit))
            : asked.Budget is null && Agreement.Has(asked.Code, asked.From, asked.Unit));
}
