extern alias NlWmo;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Buurtzorg.Billing.Tests;

/// <summary>Billing with the real adapter nl-wmo: from an assignment to an answered claim in official messages.</summary>
public sealed class RealAdapterTests(RealAdapterFixture billing) : IClassFixture<RealAdapterFixture>
{
    private static readonly XNamespace Base = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema";

    [Fact]
    public async Task A_month_from_a_WMO301_to_a_WMO325()
    {
        var assignment = await Json(await billing.UploadAsync("nl-wmo:9901", Encoding.UTF8.GetBytes(Assignment)));
        Assert.Equal("[]", assignment.GetProperty("faults").ToString());
        Assert.Equal(("WMO301", "taken"), (Text(assignment, "type"), Text(assignment, "state")));
        Assert.Equal("Bericht", (await DownloadAsync(Text(assignment, "returnMessageId"))).Name.LocalName);
        var client = await billing.AdmitAsync("999900006");
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-05T09:00:00Z", 50));
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-12T09:00:00Z", 55));
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-20T09:00:00Z", 30, "guidance-specialised"));
        await billing.CoveredAsync(client, 3);

        var id = (await Json(await billing.CloseAsync("nl-wmo:9901", "2026-10"))).GetProperty("id").GetGuid();
        var claim = await billing.ClaimAsync(id, "rendered");
        var declaration = await DownloadAsync(Text(claim, "documentId"));
        Assert.Equal(["999900006"], Values(declaration, "Bsn"));
        Assert.Equal(["11778", "4760"], declaration.Descendants(Base + "Bedrag").Select(amount => amount.Value));
        Assert.Equal(["112", "159"], Values(declaration, "ProductTarief"));

        var answer = await Json(await billing.UploadAsync("nl-wmo:9901", Encoding.UTF8.GetBytes(Answer(declaration))));
        Assert.Equal(("WMO325", "taken", 0), (Text(answer, "type"), Text(answer, "state"), answer.GetProperty("faults").GetArrayLength()));
        var lines = (await billing.ClaimAsync(id, "answered")).GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal(["granted", "rejected"], lines.Select(line => Text(line, "state")));
        var code = Assert.Single(lines[1].GetProperty("codes").EnumerateArray());
        Assert.Equal("9308", Text(code, "code"));
        Assert.All(new[] { "reason", "remedy" }, words => Assert.NotEmpty(Text(code, words)));
    }

    private async Task<XElement> DownloadAsync(string message)
    {
        var response = await billing.BackOffice.GetAsync($"v1/messages/{message}/content");
        return XElement.Load(await response.EnsureSuccessStatusCode().Content.ReadAsStreamAsync());
    }

    private static IEnumerable<string> Values(XElement message, string name) => message.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value);

    private static async Task<JsonElement> Json(HttpResponseMessage response) => await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private const string Assignment = """
        <Bericht xmlns="http://www.istandaarden.nl/iwmo/3_2/wmo301/schema" xmlns:b="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
          <Header>
            <BerichtCode>414</BerichtCode><BerichtVersie>3</BerichtVersie><BerichtSubversie>2</BerichtSubversie><Afzender>9901</Afzender><Ontvanger>99990001</Ontvanger>
            <BerichtIdentificatie><b:Identificatie>T0000000042</b:Identificatie><b:Dagtekening>2026-09-29</b:Dagtekening></BerichtIdentificatie>
            <XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></XsdVersie>
          </Header>
          <Client>
            <Bsn>999900006</Bsn><Geboortedatum><b:Datum>1941-05-17</b:Datum></Geboortedatum><Geslacht>2</Geslacht>
            <Naam><b:Geslachtsnaam><b:Achternaam>Zeegras</b:Achternaam></b:Geslachtsnaam><b:Voorletters>A</b:Voorletters><b:NaamGebruik>1</b:NaamGebruik></Naam>
            <Contactgegevens><Contact><Soort>01</Soort><Adres>
              <b:Huis><b:Huisnummer>12</b:Huisnummer></b:Huis><b:Postcode>9999ZZ</b:Postcode><b:Straatnaam>Schelpenpad</b:Straatnaam><b:Plaatsnaam>Zonderwijk</b:Plaatsnaam><b:LandCode>NL</b:LandCode>
            </Adres></Contact></Contactgegevens>
            <ToegewezenProducten>
              <ToegewezenProduct><ToewijzingNummer>100200301</ToewijzingNummer><Product><b:Categorie>02</b:Categorie><b:Code>02A03</b:Code></Product>
                <Toewijzingsdatum>2026-09-28</Toewijzingsdatum><Toewijzingstijd>14:05:00</Toewijzingstijd><Ingangsdatum>2026-10-01</Ingangsdatum><Einddatum>2027-03-31</Einddatum>
                <Omvang><b:Volume>180</b:Volume><b:Eenheid>01</b:Eenheid><b:Frequentie>2</b:Frequentie></Omvang></ToegewezenProduct>
              <ToegewezenProduct><ToewijzingNummer>100200302</ToewijzingNummer><Product><b:Categorie>02</b:Categorie><b:Code>02A05</b:Code></Product>
                <Toewijzingsdatum>2026-09-28</Toewijzingsdatum><Toewijzingstijd>14:05:00</Toewijzingstijd><Ingangsdatum>2026-10-01</Ingangsdatum>
                <Omvang><b:Volume>600</b:Volume><b:Eenheid>01</b:Eenheid><b:Frequentie>4</b:Frequentie></Omvang></ToegewezenProduct>
            </ToegewezenProducten>
          </Client>
        </Bericht>
        """;

    // The municipality grants the first performance and rejects the second one.
    private static string Answer(XElement declaration)
    {
        var number = Values(declaration, "DeclaratieNummer").Single();
        var rejected = declaration.Descendants().Last(element => element.Name.LocalName == "Prestatie");
        const string none = "<RetourCodes><RetourCode>0200</RetourCode></RetourCodes>";
        return $"""
            <Bericht xmlns="http://www.istandaarden.nl/iwmo/3_2/wmo325/schema" xmlns:b="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
              <Header>
                <BerichtCode>485</BerichtCode><BerichtVersie>3</BerichtVersie><BerichtSubversie>2</BerichtSubversie><Afzender>9901</Afzender><Ontvanger>99990001</Ontvanger>
                <BerichtIdentificatie><b:Identificatie>A0000000007</b:Identificatie><b:Dagtekening>2026-11-09</b:Dagtekening></BerichtIdentificatie>
                <XsdVersie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></XsdVersie>
                <DeclaratieIdentificatie><b:Identificatie>{number}</b:Identificatie><b:Dagtekening>2026-11-03</b:Dagtekening></DeclaratieIdentificatie>
                <XsdVersieDeclaratie><b:BasisschemaXsdVersie>1.0.0</b:BasisschemaXsdVersie><b:BerichtXsdVersie>1.0.0</b:BerichtXsdVersie></XsdVersieDeclaratie>
                {none}
              </Header>
              <DeclaratieAntwoord>
                <DeclaratieNummer>{number}</DeclaratieNummer>
                <TotaalIngediendBedrag><b:TotaalBedrag>16538</b:TotaalBedrag><b:DebetCredit>D</b:DebetCredit></TotaalIngediendBedrag>
                <TotaalToegekendBedrag><b:TotaalBedrag>11778</b:TotaalBedrag><b:DebetCredit>D</b:DebetCredit></TotaalToegekendBedrag>
                <Clienten><Client><Bsn>999900006</Bsn><Prestaties><Prestatie>
                  {string.Concat(rejected.Elements().Select(element => element.ToString(SaveOptions.DisableFormatting).Replace("wmo323/schema", "wmo325/schema")))}
                  <RetourCodes><RetourCode>9308</RetourCode></RetourCodes>
                </Prestatie></Prestaties>{none}</Client></Clienten>
                {none}
              </DeclaratieAntwoord>
            </Bericht>
            """;
    }
}

public sealed class RealAdapterFixture : BillingFixture
{
    private readonly WebApplicationFactory<NlWmo::Program> adapter = new WebApplicationFactory<NlWmo::Program>().WithWebHostBuilder(web =>
    {
        web.UseUrls("http://127.0.0.1:0");
        web.UseSetting("Adapter:Secret", "secret of the adapter");
        web.UseSetting("Standards:Folder", Environment.GetEnvironmentVariable("STANDARDS_DIR"));
    });

    public RealAdapterFixture()
    {
        adapter.UseKestrel(0);
        adapter.StartServer();
        Configure("Adapters:nl-wmo:Url", adapter.ClientOptions.BaseAddress.ToString());
        Configure("Adapters:nl-wmo:Timeout", "00:00:30");
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await adapter.DisposeAsync();
    }
}
