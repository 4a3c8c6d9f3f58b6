using System.Xml.Linq;
using Buurtzorg.Simulators.Municipality.Csv;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>A request of a provider: for care to be assigned (WMO315) or for a change of what is assigned (WMO317).</summary>
internal sealed record Request(string Reference, string Provider, Client Client, bool IsChange, IReadOnlyList<RequestedProduct> Products, RequestState State, IReadOnlyList<SentAnswer> Answers)
{
    public bool IsOpen => State is RequestState.Received or RequestState.UnderExamination;
}

internal enum RequestState { Received, UnderExamination, Granted, Rejected }

/// <param name="AssignmentNumber">Of what is to be changed; none for what is new.</param>
internal sealed record RequestedProduct(int? AssignmentNumber, string? Category, string? Code, DateOnly From, DateOnly? Until,
    long? Volume, string? Unit, string? Frequency, long? Budget)
{
    public static RequestedProduct Read(XElement record, XNamespace wmo, string from, string until)
    {
        var (product, size) = (record.Element(wmo + "Product"), record.Element(wmo + "Omvang"));
        return new((int?)record.OptionalWhole(wmo + "ToewijzingNummer"), product?.Text(Xml.Base + "Categorie"), product?.Element(Xml.Base + "Code")?.Value,
            record.Date(wmo + from), record.OptionalDate(wmo + until),
            size?.Whole(Xml.Base + "Volume"), size?.Text(Xml.Base + "Eenheid"), size?.Text(Xml.Base + "Frequentie"), record.OptionalWhole(wmo + "Budget"));
    }
}

/// <summary>A message with which a request was answered: a WMO319, or the WMO301 that grants it.</summary>
internal sealed record SentAnswer(string Identification, string Xml);

/// <summary>Takes in a WMO315 or WMO317. What the desk does not grant by itself waits for a decision.</summary>
internal static class Requests
{
    private static readonly XNamespace New = MessageType.Request.Namespace, Change = MessageType.Change.Namespace;

    public static string Take(byte[] content, CaseFile file, string town, DateTime now)
    {
        if (file.Dialect == Dialects.Csv) return ServiceRequest.Take(content, file, town, now);
        var root = Xml.Read(content);
        return root.Name == New + "Bericht" ? Returning.Return(MessageType.Request, root, file, town, now, (header, client) => Asked(header, client, file, town))
            : root.Name == Change + "Bericht" ? Returning.Return(MessageType.Change, root, file, town, now, (header, client) => Wished(header, client, file))
            : throw new UnreadableMessageException("This is neither a WMO315 nor a WMO317 of iWmo 3.2.");
    }

    // Each product is a request of its own.
    private static IEnumerable<Finding> Asked(Header header, XElement client, CaseFile file, string town)
    {
        var (bsn, person) = (client.Text(New + "Bsn"), Person(client, file, town));
        var records = client.Part(New + "AangevraagdeProducten").Elements(New + "AangevraagdProduct").ToList();
        foreach (var record in records)
        {
            var (reference, product) = (record.Text(New + "ReferentieAanbieder"), RequestedProduct.Read(record, New, "ToewijzingIngangsdatum", "ToewijzingEinddatum"));
            if (product.Until < product.From) yield return Finding.Fault(record, Returning.Technical);
            if (file.Uses(header.Sender, reference) || records.Count(other => other.Text(New + "ReferentieAanbieder") == reference) > 1) yield return Finding.Fault(record, "9347");
            else if (file.Requests.Any(open => open.IsOpen && open.Client.Bsn == bsn && open.Products.Any(asked => (asked.Category, asked.Code) == (product.Category, product.Code))))
                yield return Finding.Fault(record, "9374");
            yield return new(record, null, own => own.Requests.Add(new(reference, header.Sender, person, false, [product], RequestState.Received, [])));
        }
    }

    private static IEnumerable<Finding> Wished(Header header, XElement client, CaseFile file)
    {
        var wish = client.Part(Change + "Verzoek");
        var (bsn, reference) = (client.Text(Change + "Bsn"), wish.Text(Change + "ReferentieAanbieder"));
        var (unchanged, changed, added) = (wish.Descendants(Change + "OngewijzigdProduct"), wish.Descendants(Change + "TeWijzigenProduct"), wish.Descendants(Change + "NieuwProduct"));
        var products = changed.Concat(added).Select(record => RequestedProduct.Read(record, Change, "GewensteIngangsdatum", "Einddatum")).ToList();
        var from = products.Select(product => product.From).DefaultIfEmpty(header.Dated).Min();
        var running = file.Products.Where(product => !product.Deleted && product.Bsn == bsn && product.IsOf(header.Sender) && !(product.Until < from)).ToList();

        if (file.Uses(header.Sender, reference)) yield return Finding.Fault(wish, "9347");
        if (file.Requests.Any(open => open is { IsOpen: true, IsChange: true } && open.Client.Bsn == bsn)) yield return Finding.Fault(wish, "9374");
        if (running.Any(product => unchanged.Concat(changed).All(record => record.Whole(Change + "ToewijzingNummer") != product.Number))) yield return Finding.Fault(wish, "9349");
        foreach (var (record, code) in RequestRules.OfChange(unchanged, changed, added, header.Dated, running)) yield return Finding.Fault(record, code);
        yield return new(wish, null, own => own.Requests.Add(new(reference, header.Sender, own.Clients.First(known => known.Bsn == bsn), true, products, RequestState.Received, [])));
    }

    private static bool Uses(this CaseFile file, string provider, string reference) => file.Requests.Any(before => (before.Provider, before.Reference) == (provider, reference));

    // A WMO315 names no address; a municipality finds it in its own register.
    private static Client Person(XElement client, CaseFile file, string town)
    {
        var (bsn, name) = (client.Text(New + "Bsn"), client.Part(New + "Naam"));
        var family = name.Part(Xml.Base + "Geslachtsnaam");
        return file.Clients.Find(known => known.Bsn == bsn) ?? new(bsn, name.Element(Xml.Base + "Voorletters")?.Value ?? "", family.Text(Xml.Base + "Achternaam"),
            client.Part(New + "Geboortedatum").Date(Xml.Base + "Datum"), client.Text(New + "Geslacht"),
            "Raadhuisplein", 1, "9999ZZ", Towns.All.Single(known => known.Code == town).Name, family.Element(Xml.Base + "Voorvoegsel")?.Value);
    }
}
