namespace Buurtzorg.Simulators.Municipality.Tests;

/// <summary>A WMO323 written by hand: by default one right performance of August 2025 on the first product.</summary>
internal sealed record ADeclaration
{
    public string Identification { get; init; } = "D1";
    public string Number { get; init; } = "2025001";
    public string Receiver { get; init; } = "9901";
    public string Dated { get; init; } = "2025-09-02";
    public string Signed { get; init; } = "2025-09-02";
    public string From { get; init; } = "2025-08-01";
    public string Until { get; init; } = "2025-08-31";
    public long? Total { get; init; }
    public APerformance[] Lines { get; init; } = [new()];

    public static implicit operator string(ADeclaration d) => $"""
        <d:Bericht xmlns:d="http://www.istandaarden.nl/iwmo/3_2/wmo323/schema" xmlns:b="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
          <d:Header>
            <d:BerichtCode>484</d:BerichtCode><d:BerichtVersie>3</d:BerichtVersie><d:BerichtSubversie>2</d:BerichtSubversie>
            <d:Afzender>99990001</d:Afzender><d:Ontvanger>{d.Receiver}</d:Ontvanger>
            <d:BerichtIdentificatie><b:Identificatie>{d.Identification}</b:Identificatie><b:Dagtekening>{d.Dated}</b:Dagtekening></d:BerichtIdentificatie>
            <d:XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></d:XsdVersie>
          </d:Header>
          <d:Declaratie>
            <d:DeclaratieNummer>{d.Number}</d:DeclaratieNummer>
            <d:DeclaratiePeriode><b:Begindatum>{d.From}</b:Begindatum><b:Einddatum>{d.Until}</b:Einddatum></d:DeclaratiePeriode>
            <d:DeclaratieDagtekening>{d.Signed}</d:DeclaratieDagtekening>
            <d:TotaalIngediendBedrag>{Money("TotaalBedrag", d.Total ?? d.Lines.Sum(line => line.Debit ? line.Amount : -line.Amount))}</d:TotaalIngediendBedrag>
            <d:Clienten>{string.Concat(d.Lines.Select(line => line.Xml))}</d:Clienten>
          </d:Declaratie>
        </d:Bericht>
        """;

    public static string Money(string name, long signed) =>
        $"<b:{name}>{Math.Abs(signed)}</b:{name}><b:DebetCredit>{(signed < 0 ? "C" : "D")}</b:DebetCredit>";
}

internal sealed record APerformance
{
    public string Bsn { get; init; } = TownHall.Bsn;
    public string Reference { get; init; } = "R1";
    public string? Previous { get; init; }
    public int Assignment { get; init; } = TownHall.Guidance;
    public string Category { get; init; } = "02";
    public string Code { get; init; } = "02A03";
    public string From { get; init; } = "2025-08-01";
    public string Until { get; init; } = "2025-08-31";
    public long Volume { get; init; } = 600;
    public string Unit { get; init; } = "01";
    public long? Tariff { get; init; }
    public long Amount { get; init; } = 64900;
    public bool Debit { get; init; } = true;

    public string Xml => $"""
        <d:Client><d:Bsn>{Bsn}</d:Bsn><d:Prestaties><d:Prestatie>
          <d:ProductReferentie><b:ReferentieNummer>{Reference}</b:ReferentieNummer>{(Previous is null ? "" : $"<b:VorigReferentieNummer>{Previous}</b:VorigReferentieNummer>")}</d:ProductReferentie>
          <d:ToewijzingNummer>{Assignment}</d:ToewijzingNummer><d:ProductCategorie>{Category}</d:ProductCategorie><d:ProductCode>{Code}</d:ProductCode>
          <d:ProductPeriode><b:Begindatum>{From}</b:Begindatum><b:Einddatum>{Until}</b:Einddatum></d:ProductPeriode>
          <d:GeleverdVolume>{Volume}</d:GeleverdVolume><d:Eenheid>{Unit}</d:Eenheid>{(Tariff is null ? "" : $"<d:ProductTarief>{Tariff}</d:ProductTarief>")}
          <d:IngediendBedrag>{ADeclaration.Money("Bedrag", Debit ? Amount : -Amount)}</d:IngediendBedrag>
        </d:Prestatie></d:Prestaties></d:Client>
        """;
}
