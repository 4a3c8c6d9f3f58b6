namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>WMO301: a municipality assigns care (WMO301.xsd, release 3.2).</summary>
internal static class Wmo301
{
    private const string Code = "414";

    private static readonly ShapesOf Of = ShapesOf.Message("wmo301");

    private static readonly Shape Contact = Of.Element("Contact",
        Of.Element("Soort", Kind.Code("01", "02", "03", "04")),
        Of.Element("Adres", BaseTypes.Address).Optional,
        Of.Element("Organisatie", Kind.Text(35)).Optional,
        Of.Element("Telefoon", BaseTypes.Telephones).Optional,
        Of.Element("Emailadres", Kind.Text(80)).Optional,
        Of.Element("Periode", BaseTypes.OpenPeriod).Optional);

    private static readonly Shape Relation = Of.Element("Relatie",
        Of.Element("Nummer", Kind.Text(20)),
        Of.Element("Volgorde", Kind.Number(99)).Optional,
        Of.Element("Soort", Kind.Matching("[0-9]{2}", "two digits")),
        Of.Element("Geboortedatum", BaseTypes.BirthDate).Optional,
        Of.Element("Geslacht", Kind.Code("0", "1", "2")).Optional,
        Of.Element("Naam", BaseTypes.FullName),
        Contact);

    private static readonly Shape Product = Of.Element("ToegewezenProduct",
        Of.Element("ToewijzingNummer", Kind.AssignmentNumber),
        Of.Element("ReferentieAanbieder", Kind.Text(36)).Optional,
        Of.Element("Product", BaseTypes.Product).Optional,
        Of.Element("Toewijzingsdatum", Kind.Date),
        Of.Element("Toewijzingstijd", Kind.Time),
        Of.Element("Ingangsdatum", Kind.Date),
        Of.Element("Einddatum", Kind.Date).Optional,
        Of.Element("RedenWijziging", CodeLists.ChangeReason).Optional,
        Of.Element("Omvang", BaseTypes.Extent).Optional,
        Of.Element("Budget", Kind.Amount).Optional,
        Of.Element("Commentaar", Kind.Comment).Optional);

    public static readonly MessageType Type = new("WMO301", Code, Of.Element("Bericht",
        Header.FromMunicipality(Of, Code),
        Of.Element("Client",
            Of.Element("Bsn", Kind.Bsn),
            Of.Element("Geboortedatum", BaseTypes.BirthDate),
            Of.Element("Geslacht", Kind.Code("0", "1", "2")),
            Of.Element("Naam", BaseTypes.FullName),
            Of.Element("Communicatie", BaseTypes.Communication).Optional,
            Of.Element("JuridischeStatus", Kind.Code("01", "02", "03", "04", "05", "11", "12")).Optional,
            Of.Element("WettelijkeVertegenwoordiging", Kind.Code("06", "07", "08", "09", "10")).Optional,
            Of.Element("Commentaar", Kind.Comment).Optional,
            Of.Element("Relaties", Relation.Repeated).Optional,
            Of.Element("Contactgegevens", Contact.Repeated),
            Of.Element("ToegewezenProducten", Product.Repeated))),
        "Client", "Relatie", "Contact", "ToegewezenProduct");
}
