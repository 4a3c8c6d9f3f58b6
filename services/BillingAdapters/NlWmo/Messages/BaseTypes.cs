namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>The complex types of the base schema (basisschema.xsd, release 3.2) that our messages use.</summary>
internal static class BaseTypes
{
    private static readonly ShapesOf Of = ShapesOf.Base;

    private static readonly Shape[] Surname = [Of.Element("Achternaam", Kind.Text(200)), Of.Element("Voorvoegsel", Kind.Text(10)).Optional];

    private static readonly Shape[] Telephone =
        [Of.Element("Telefoonnummer", Kind.Matching("[0-9]{1,15}", "at most 15 digits")), Of.Element("Landnummer", Kind.Text(4))];

    public static readonly Shape[] Identification = [Of.Element("Identificatie", Kind.Text(12)), Of.Element("Dagtekening", Kind.Date)];

    public static readonly Shape[] SchemaVersion = [Of.Element("BasisschemaXsdVersie", Kind.Version), Of.Element("BerichtXsdVersie", Kind.Version)];

    public static readonly Shape[] ClosedPeriod = [Of.Element("Begindatum", Kind.Date), Of.Element("Einddatum", Kind.Date)];

    public static readonly Shape[] OpenPeriod = [Of.Element("Begindatum", Kind.Date).Optional, Of.Element("Einddatum", Kind.Date).Optional];

    public static readonly Shape[] Reference =
        [Of.Element("ReferentieNummer", Kind.Reference), Of.Element("VorigReferentieNummer", Kind.Reference).Optional];

    public static readonly Shape[] Amount = [Of.Element("Bedrag", Kind.Amount), Of.Element("DebetCredit", Kind.Code("C", "D"))];

    public static readonly Shape[] TotalAmount = [Of.Element("TotaalBedrag", Kind.TotalAmount), Of.Element("DebetCredit", Kind.Code("C", "D"))];

    public static readonly Shape[] Product = [Of.Element("Categorie", CodeLists.Category), Of.Element("Code", Kind.Text(5)).Optional];

    public static readonly Shape[] Extent =
        [Of.Element("Volume", Kind.Amount), Of.Element("Eenheid", CodeLists.Unit), Of.Element("Frequentie", CodeLists.Frequency)];

    public static readonly Shape[] BirthDate = [Of.Element("Datum", Kind.Date), Of.Element("DatumGebruik", Kind.Code("1", "2", "3")).Optional];

    public static readonly Shape[] FullName =
    [
        Of.Element("Geslachtsnaam", Surname),
        Of.Element("Partnernaam", Surname).Optional,
        Of.Element("Voornamen", Kind.Text(200)).Optional,
        Of.Element("Voorletters", Kind.Matching("[a-zA-ZÀ-ỳ]{1,6}", "at most six letters")).Optional,
        Of.Element("NaamGebruik", Kind.Code("1", "2", "3", "4", "5", "6")),
    ];

    public static readonly Shape[] ShortName =
    [
        Of.Element("Geslachtsnaam", Surname),
        Of.Element("Voornamen", Kind.Text(200)).Optional,
        Of.Element("Voorletters", Kind.Matching("[a-zA-ZÀ-ỳ]{1,6}", "at most six letters")).Optional,
    ];

    public static readonly Shape[] Referrer =
    [
        Of.Element("Type", CodeLists.Referrer),
        Of.Element("Naam", Kind.Text(64)).Optional,
        Of.Element("ZorgverlenerCode", Kind.Provider).Optional,
    ];

    public static readonly Shape[] Communication = [Of.Element("Vorm", Kind.Code("1", "2", "3")), Of.Element("Taal", Kind.Text(25)).Optional];

    public static readonly Shape[] Address =
    [
        Of.Element("Huis",
            Of.Element("Huisnummer", Kind.Number(99_999)),
            Of.Element("Huisletter", Kind.Text(1)).Optional,
            Of.Element("HuisnummerToevoeging", Kind.Text(4)).Optional,
            Of.Element("AanduidingWoonadres", Kind.Code("AB", "BY", "TO", "WW")).Optional).Optional,
        Of.Element("Postcode", Kind.Text(8)).Optional,
        Of.Element("Straatnaam", Kind.Text(24)).Optional,
        Of.Element("Plaatsnaam", Kind.Text(80)).Optional,
        Of.Element("LandCode", Kind.Matching("[A-Z]{2}", "a country code")).Optional,
    ];

    public static readonly Shape[] Telephones = [Of.Element("Telefoon01", Telephone), Of.Element("Telefoon02", Telephone).Optional];
}
