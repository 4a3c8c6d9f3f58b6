namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>WMO319: a municipality rejects a request, or looks into it (WMO319.xsd, release 3.2).</summary>
internal static class Wmo319
{
    private const string Code = "482";

    private static readonly ShapesOf Of = ShapesOf.Message("wmo319");

    public static readonly MessageType Type = new("WMO319", Code, Of.Element("Bericht",
        Header.FromMunicipality(Of, Code),
        Of.Element("Antwoord",
            Of.Element("ReferentieAanbieder", Kind.Text(36)),
            Of.Element("VerzoekAntwoord", CodeLists.RequestAnswer),
            Of.Element("RedenAfwijzingVerzoek", CodeLists.RejectionReason).Optional)),
        "Antwoord");
}
