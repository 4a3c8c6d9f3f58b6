using System.Xml.Linq;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>Takes in a WMO305 or WMO307: care under an assignment started or stopped. They are kept as periods of care with the assigned product.</summary>
internal static class Notices
{
    private const string New = "1", Changed = "2", Withdrawn = "3";

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
                (var record, { } product) => type == MessageType.Start ? Start(record, product) : Stop(record, product),
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

    private static Finding Start(XElement record, AssignedProduct product)
    {
        var wmo = MessageType.Start.Namespace;
        var (begin, status) = (record.Date(wmo + "Begindatum"), record.Text(wmo + "StatusAanlevering"));
        var (same, last) = (product.Care.Find(care => care.Begin == begin), product.Care.MaxBy(care => care.Begin));
        return (status, same, last) switch
        {
            (New, not null, _) => Finding.Fault(record, "9074"),
            (New, _, { } running) when running.End is not { } end || end >= begin => Finding.Fault(record, "9326"),
            (New, _, _) => Replace(record, product, null, new(begin, null)),
            (Changed, _, null) or (Withdrawn, null, _) => Finding.Fault(record, "9063"),
            (Changed, _, { } earlier) => Replace(record, product, earlier, earlier with { Begin = begin }),
            (Withdrawn, { End: not null }, _) => Finding.Fault(record, "9071"),
            (Withdrawn, { } wrong, _) => Replace(record, product, wrong, null),
            _ => new(record, null, _ => { }),
        };
    }

    private static Finding Stop(XElement record, AssignedProduct product)
    {
        var wmo = MessageType.Stop.Namespace;
        var (begin, end, status) = (record.Date(wmo + "Begindatum"), record.Date(wmo + "Einddatum"), record.Text(wmo + "StatusAanlevering"));
        return (status, product.Care.Find(care => care.Begin == begin)) switch
        {
            (_, null) => Finding.Fault(record, "9069"),
            (New, { End: not null }) => Finding.Fault(record, "9074"),
            (Changed or Withdrawn, { End: null }) => Finding.Fault(record, "9063"),
            (Withdrawn, { } wrong) => Replace(record, product, wrong, wrong with { End = null }),
            (New or Changed, _) when end < begin || end > product.Until => Finding.Fault(record, "9414"),
            (New or Changed, { } running) => Replace(record, product, running, running with { End = end }),
            _ => new(record, null, _ => { }),
        };
    }

    private static Finding Replace(XElement record, AssignedProduct product, CarePeriod? before, CarePeriod? after) => new(record, null, _ =>
    {
        if (before is not null) product.Care.Remove(before);
        if (after is not null) product.Care.Add(after);
    });
}
