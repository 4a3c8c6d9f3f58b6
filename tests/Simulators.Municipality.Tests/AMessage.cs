namespace Buurtzorg.Simulators.Municipality.Tests;

/// <summary>Messages of a provider, written by hand.</summary>
internal static class AMessage
{
    public static string Start(string identification, params string[] records) =>
        Of("wmo305", 418, identification, $"{Person}<m:StartProducten>{string.Concat(records)}</m:StartProducten>");

    public static string Started(string begin, int assignment = TownHall.Guidance, int status = 1, string code = "02A03") => $"""
        <m:StartProduct>{Assigned(assignment, code)}<m:Begindatum>{begin}</m:Begindatum><m:StatusAanlevering>{status}</m:StatusAanlevering></m:StartProduct>
        """;

    public static string Stop(string identification, params string[] records) =>
        Of("wmo307", 420, identification, $"{Person}<m:StopProducten>{string.Concat(records)}</m:StopProducten>");

    public static string Stopped(string begin, string end, int assignment = TownHall.Guidance, int status = 1, int reason = 19) => $"""
        <m:StopProduct>{Assigned(assignment, "02A03")}<m:Begindatum>{begin}</m:Begindatum>
        <m:RedenBeeindiging>{reason}</m:RedenBeeindiging><m:Einddatum>{end}</m:Einddatum><m:StatusAanlevering>{status}</m:StatusAanlevering></m:StopProduct>
        """;

    public static string Request(string identification, string reference, string code = "02A21", string unit = "84", string bsn = TownHall.Bsn) =>
        Of("wmo315", 444, identification, $"""
            {Person.Replace(TownHall.Bsn, bsn)}<m:AangevraagdeProducten><m:AangevraagdProduct>
              <m:ReferentieAanbieder>{reference}</m:ReferentieAanbieder><m:Product><b:Categorie>02</b:Categorie><b:Code>{code}</b:Code></m:Product>
              <m:ToewijzingIngangsdatum>2025-08-01</m:ToewijzingIngangsdatum><m:ToewijzingEinddatum>2025-12-31</m:ToewijzingEinddatum>
              {Size(4, unit)}<m:Verwijzer><b:Type>06</b:Type></m:Verwijzer>
            </m:AangevraagdProduct></m:AangevraagdeProducten>
            """);

    public static string Change(string identification, string reference, string? unchanged = null, string? changed = null, string? added = null, string bsn = TownHall.Bsn) =>
        Of("wmo317", 480, identification, $"""
            <m:Bsn>{bsn}</m:Bsn><m:Verzoek><m:ReferentieAanbieder>{reference}</m:ReferentieAanbieder><m:RedenVerzoek>1</m:RedenVerzoek>
              {In("OngewijzigdeProducten", unchanged)}{In("TeWijzigenProducten", changed)}{In("NieuweProducten", added)}
            </m:Verzoek>
            """);

    public static string Unchanged(int assignment) => $"<m:OngewijzigdProduct><m:ToewijzingNummer>{assignment}</m:ToewijzingNummer></m:OngewijzigdProduct>";

    public static string Changed(int assignment, string from, string? until, string rest) =>
        $"<m:TeWijzigenProduct><m:ToewijzingNummer>{assignment}</m:ToewijzingNummer><m:GewensteIngangsdatum>{from}</m:GewensteIngangsdatum>{Until(until)}{rest}</m:TeWijzigenProduct>";

    public static string Added(string code, string from, string? until = null, string unit = "01") =>
        $"<m:NieuwProduct><m:Product><b:Categorie>02</b:Categorie><b:Code>{code}</b:Code></m:Product><m:GewensteIngangsdatum>{from}</m:GewensteIngangsdatum>{Until(until)}{Size(60, unit)}</m:NieuwProduct>";

    public static string Size(long volume, string unit, string frequency = "2") =>
        $"<m:Omvang><b:Volume>{volume}</b:Volume><b:Eenheid>{unit}</b:Eenheid><b:Frequentie>{frequency}</b:Frequentie></m:Omvang>";

    private static string Of(string name, int code, string identification, string client) => $"""
        <m:Bericht xmlns:m="http://www.istandaarden.nl/iwmo/3_2/{name}/schema" xmlns:b="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
          <m:Header>
            <m:BerichtCode>{code}</m:BerichtCode><m:BerichtVersie>3</m:BerichtVersie><m:BerichtSubversie>2</m:BerichtSubversie>
            <m:Afzender>99990001</m:Afzender><m:Ontvanger>9901</m:Ontvanger>
            <m:BerichtIdentificatie><b:Identificatie>{identification}</b:Identificatie><b:Dagtekening>2025-07-14</b:Dagtekening></m:BerichtIdentificatie>
            <m:XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></m:XsdVersie>
          </m:Header>
          <m:Client>{client}</m:Client>
        </m:Bericht>
        """;

    private const string Person = $"""
        <m:Bsn>{TownHall.Bsn}</m:Bsn><m:Geboortedatum><b:Datum>1941-03-09</b:Datum></m:Geboortedatum><m:Geslacht>1</m:Geslacht>
        <m:Naam><b:Geslachtsnaam><b:Achternaam>Testeman</b:Achternaam></b:Geslachtsnaam><b:Voorletters>T</b:Voorletters></m:Naam>
        """;

    private static string Assigned(int assignment, string code) => $"""
        <m:ToewijzingNummer>{assignment}</m:ToewijzingNummer><m:Product><b:Categorie>02</b:Categorie><b:Code>{code}</b:Code></m:Product>
        <m:ToewijzingIngangsdatum>{(assignment == TownHall.Specialised ? "2025-07-01" : "2025-07-07")}</m:ToewijzingIngangsdatum>
        """;

    private static string In(string name, string? records) => records is null ? "" : $"<m:{name}>{records}</m:{name}>";

    private static string Until(string? day) => day is null ? "" : $"<m:Einddatum>{day}</m:Einddatum>";
}
