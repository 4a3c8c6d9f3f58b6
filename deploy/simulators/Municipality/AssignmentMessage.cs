using System.Globalization;
using System.Xml.Linq;

namespace Buurtzorg.Simulators.Municipality;

/// <summary>Writes a WMO301: the assignment as the provider receives it.</summary>
internal static class AssignmentMessage
{
    public const string Guidance = "02";

    private static readonly XNamespace Wmo = Xml.Of("wmo301");

    public static string Write(string identification, string town, Assignment assignment)
    {
        var date = DateOnly.FromDateTime(assignment.AssignedAt);
        return Xml.Write(new XElement(Wmo + "Bericht",
            new XAttribute(XNamespace.Xmlns + "wmo301", Wmo), new XAttribute(XNamespace.Xmlns + "iwmo", Xml.Base),
            new XElement(Wmo + "Header",
                new XElement(Wmo + "BerichtCode", "414"),
                new XElement(Wmo + "BerichtVersie", 3),
                new XElement(Wmo + "BerichtSubversie", 2),
                new XElement(Wmo + "Afzender", town),
                new XElement(Wmo + "Ontvanger", assignment.Provider),
                new XElement(Wmo + "BerichtIdentificatie", Xml.Identification(identification, date)),
                new XElement(Wmo + "XsdVersie", Xml.XsdVersion())),
            Person(assignment)));
    }

    private static XElement Person(Assignment assignment)
    {
        var client = assignment.Client;
        return new XElement(Wmo + "Client",
            new XElement(Wmo + "Bsn", client.Bsn),
            new XElement(Wmo + "Geboortedatum", new XElement(Xml.Base + "Datum", client.DateOfBirth.Iso())),
            new XElement(Wmo + "Geslacht", client.Sex),
            new XElement(Wmo + "Naam",
                new XElement(Xml.Base + "Geslachtsnaam",
                    new XElement(Xml.Base + "Achternaam", client.FamilyName),
                    client.Prefix is null ? null : new XElement(Xml.Base + "Voorvoegsel", client.Prefix)),
                new XElement(Xml.Base + "Voorletters", client.Initials.Replace(".", "")),
                new XElement(Xml.Base + "NaamGebruik", 1)),
            new XElement(Wmo + "Contactgegevens", new XElement(Wmo + "Contact",
                new XElement(Wmo + "Soort", "01"),
                new XElement(Wmo + "Adres",
                    new XElement(Xml.Base + "Huis", new XElement(Xml.Base + "Huisnummer", client.HouseNumber)),
                    new XElement(Xml.Base + "Postcode", client.Postcode),
                    new XElement(Xml.Base + "Straatnaam", client.Street),
                    new XElement(Xml.Base + "Plaatsnaam", client.City)))),
            new XElement(Wmo + "ToegewezenProducten", assignment.Products.Select(product => Assigned(product, assignment.AssignedAt))));
    }

    private static XElement Assigned(Product product, DateTime at) =>
        new(Wmo + "ToegewezenProduct",
            new XElement(Wmo + "ToewijzingNummer", product.AssignmentNumber),
            new XElement(Wmo + "Product", new XElement(Xml.Base + "Categorie", Guidance), new XElement(Xml.Base + "Code", product.Code)),
            new XElement(Wmo + "Toewijzingsdatum", DateOnly.FromDateTime(at).Iso()),
            new XElement(Wmo + "Toewijzingstijd", at.ToString("HH:mm:ss", CultureInfo.InvariantCulture)),
            new XElement(Wmo + "Ingangsdatum", product.From.Iso()),
            product.Until is { } until ? new XElement(Wmo + "Einddatum", until.Iso()) : null,
            new XElement(Wmo + "Omvang",
                new XElement(Xml.Base + "Volume", product.Volume),
                new XElement(Xml.Base + "Eenheid", product.Unit),
                new XElement(Xml.Base + "Frequentie", product.Frequency)));
}
