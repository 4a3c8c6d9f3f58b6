using System.Xml.Linq;
using Buurtzorg.Simulators.Municipality.Csv;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>Takes in a WMO305 or WMO307: care under an assignment started or stopped. They are kept as periods of care with the assigned product.</summary>
internal static class Notices
{
    private const string Paused = "20";

    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapMessage("/notices", Take);
        town.MapGet("/notices/{identification}/return", Results<ContentHttpResult, NotFound> (string town, string identification, Archive archive) =>
            archive.Read(town).Answered.Find(message => message.Identification == identification) is { } answered
                ? Counter.Message(answered.Xml, 200)
                : TypedResults.NotFound());
    }

    public static string Take(byte[] content, CaseFile file, string town, DateTime now)
    {
        if (file.Dialect == Dialects.Csv) return ServiceNotice.Take(content, file, town, now);
        var root = Xml.Read(content);
        var (type, name) = root.Name == MessageType.Start.Namespace + "Bericht" ? (MessageType.Start, "StartProduct")
            : root.Name == MessageType.Stop.Namespace + "Bericht" ? (MessageType.Stop, "StopProduct")
            : throw new UnreadableMessageException("This is neither a WMO305 nor a WMO307 of iWmo 3.2.");
        return Returning.Return(type, root, file, town, now, (header, client) =>
        {
            var records = client.Descendants(type.Namespace + name).Select(record => (Record: record, Product: Find(record, type, header, client, file))).ToList();
            return records.Select(item => item switch
            {
                (var record, null) => Finding.Fault(record, "9019"),
                (var record, { } product) when records.Count(other => other.Product?.Number == product.Number) > 1 => Finding.Fault(record, "9074"),
                (var record, { } product) => Judge(record, type, product),
            });
        });
    }

    private static AssignedProduct? Find(XElement record, MessageType type, Header header, XElement client, CaseFile file)
    {
        var wmo = type.Namespace;
        var (number, kind, from) = (record.OptionalWhole(wmo + "ToewijzingNummer"), record.Element(wmo + "Product"), record.OptionalDate(wmo + "ToewijzingIngangsdatum"));
        var begin = record.Date(wmo + "Begindatum");
        return file.Products.Find(product => !product.Deleted && product.IsOf(header.Sender) && product.Bsn == client.Text(wmo + "Bsn")
            && (number is null || product.Number == number) && (from is null || product.From == from) && product.Covers(begin)
            && Same(product.Category, kind?.Element(Xml.Base + "Categorie")) && Same(product.Code, kind?.Element(Xml.Base + "Code")));
    }

    private static bool Same(string? assigned, XElement? named) => assigned is null || named is null || named.Value == assigned;

    private static Finding Judge(XElement record, MessageType type, AssignedProduct product)
    {
        var (begin, status) = (record.Date(type.Namespace + "Begindatum"), record.Text(type.Namespace + "StatusAanlevering"));
        var (code, care) = type == MessageType.Start ? Care.Start(product, begin, status)
            : Care.Stop(product, begin, record.Date(type.Namespace + "Einddatum"), record.Text(type.Namespace + "RedenBeeindiging") == Paused, status);
        return new(record, code, _ => product.Keep(care));
    }
}
