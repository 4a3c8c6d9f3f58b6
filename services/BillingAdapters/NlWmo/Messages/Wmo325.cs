namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>WMO325: a municipality answers a claim (WMO325.xsd, release 3.2; the JW325 has the same shape).</summary>
internal static class Wmo325
{
    private static readonly ShapesOf Of = ShapesOf.Message("wmo325");

    private static readonly Shape ReturnCodes = Of.Element("RetourCodes", Of.Element("RetourCode", Kind.ReturnCode).Repeated);

    private static readonly Shape Performance = Of.Element("Prestatie",
        Of.Element("ProductReferentie", BaseTypes.Reference),
        Of.Element("ToewijzingNummer", Kind.AssignmentNumber),
        Of.Element("ProductCategorie", CodeLists.Category),
        Of.Element("ProductCode", Kind.Text(5)),
        Of.Element("ProductPeriode", BaseTypes.ClosedPeriod),
        Of.Element("GeleverdVolume", Kind.Amount),
        Of.Element("Eenheid", CodeLists.Unit),
        Of.Element("ProductTarief", Kind.Amount).Optional,
        Of.Element("IngediendBedrag", BaseTypes.Amount),
        ReturnCodes);

    private static readonly Shape Client = Of.Element("Client",
        Of.Element("Bsn", Kind.Bsn),
        Of.Element("Prestaties", Performance.Repeated),
        ReturnCodes);

    public static readonly Shape Shape = Of.Element("Bericht",
        Header.FromMunicipality(Of, "485").With(
            Of.Element("DeclaratieIdentificatie", BaseTypes.Identification),
            Of.Element("XsltVersie", Kind.Version).Optional,
            Of.Element("XsdVersieDeclaratie", BaseTypes.SchemaVersion),
            ReturnCodes),
        Of.Element("DeclaratieAntwoord",
            Of.Element("DeclaratieNummer", Kind.Text(12)),
            Of.Element("TotaalIngediendBedrag", BaseTypes.TotalAmount),
            Of.Element("TotaalToegekendBedrag", BaseTypes.TotalAmount),
            Of.Element("Clienten", Client.Repeated).Optional,
            ReturnCodes).Optional);
}
