using System.Globalization;
using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>Writes a WMO301: the assignment as the provider receives it.</summary>
internal static class AssignmentMessage
{
    private static readonly XNamespace Wmo = Xml.Of("wmo301");

    /// <param name="at">Local time, without a zone in the message.</param>
    /// <param name="products">With the reason of a change (WMO002), where it is one.</param>
    public static string Write(string identification, string town, string provider, DateTime at, Client client, IEnumerable<(AssignedProduct Product, string? Reason)> products) =>
        Xml.Write(new XElement(Wmo + "Bericht",
            new XAttribute(XNamespace.Xmlns + "wmo301", Wmo), new XAttribute(XNamespace.Xmlns + "iwmo", Xml.Base),
            Header.Write(Wmo, "414", town, provider, identification, DateOnly.FromDateTime(at)),
            new XElement(Wmo + "Client",
                Person(client),
                new XElement(Wmo + "ToegewezenProducten", products.Select(item => Assigned(item.Product, item.Reason, at))))));

    private static XElement[] Person(Client client) =>
    [
        new(Wmo + "Bsn", client.Bsn),
        new(Wmo + "Geboortedatum", new XElement(Xml.Base + "Datum", client.DateOfBirth.Iso())),
        new(Wmo + "Geslacht", client.Sex),
        new(Wmo + "Naam",
            new XElement(Xml.Base + "Geslachtsnaam",
                new XElement(Xml.Base + "Achternaam", client.FamilyName),
                client.Prefix is null ? null : new XElement(Xml.Base + "Voorvoegsel", client.Prefix)),
            client.Initials is "" ? null : new XElement(Xml.Base + "Voorletters", client.Initials.Replace(".", "")),
            new XElement(Xml.Base + "NaamGebruik", 1)),
        new(Wmo + "Contactgegevens", new XElement(Wmo + "Contact",
            new XElement(Wmo + "Soort", "01"),
            new XElement(Wmo + "Adres",
                new XElement(Xml.Base + "Huis", new XElement(Xml.Base + "Huisnummer", client.HouseNumber)),
                new XElement(Xml.Base + "Postcode", client.Postcode),
                new XElement(Xml.Base + "Straatnaam", client.Street),
                new XElement(Xml.Base + "Plaatsnaam", client.City)))),
    ];

    private static XElement Assigned(AssignedProduct product, string? reason, DateTime at) =>
        new(Wmo + "ToegewezenProduct",
            new XElement(Wmo + "ToewijzingNummer", product.Number),
            Optional("ReferentieAanbieder", product.Reference),
            product.Category is null ? null : new XElement(Wmo + "Product",
                new XElement(Xml.Base + "Categorie", product.Category),
                product.Code is null ? null : new XElement(Xml.Base + "Code", product.Code)),
            new XElement(Wmo + "Toewijzingsdatum", DateOnly.FromDateTime(at).Iso()),
            new XElement(Wmo + "Toewijzingstijd", at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            new XElement(Wmo + "Ingangsdatum", product.From.Iso()),
            Optional("Einddatum", product.Until?.Iso()),
            Optional("RedenWijziging", reason),
            product.Volume is null ? null : new XElement(Wmo + "Omvang",
                new XElement(Xml.Base + "Volume", product.Volume),
                new XElement(Xml.Base + "Eenheid", product.Unit),
                new XElement(Xml.Base + "Frequentie", product.Frequency)),
            Optional("Budget", product.Budget));

    private static XElement? Optional(string name, object? value) => value is null ? null : new XElement(Wmo + name, value);
}
