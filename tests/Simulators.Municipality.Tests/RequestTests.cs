using System.Net;
using System.Net.Http.Json;
using System.Xml.Linq;
using Xunit;
using static Buurtzorg.Simulators.Municipality.Tests.AMessage;

namespace Buurtzorg.Simulators.Municipality.Tests;

public sealed class RequestTests : IAsyncLifetime
{
    private const string Unknown = "999990019";
    private readonly TownHall _hall = new();

    public ValueTask InitializeAsync() => _hall.InitializeAsync();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task A_request_is_granted_by_a_WMO301_that_names_it()
    {
        var returned = await _hall.Send("requests", Request("V1", "ask-1", bsn: Unknown));
        var granted = await Decided("ask-1", new { verdict = "Grant" });

        Assert.Equal(["0200"], Codes(returned));
        Published.AcceptsReturn(returned, "wmo315", "wmo316");
        Published.Accepts(granted, "WMO301.xsd");
        Assert.Equal("ask-1", Single(granted, "ReferentieAanbieder"));
        var product = (await _hall.Products()).Single(product => product.Number == int.Parse(Single(granted, "ToewijzingNummer")));
        Assert.Equal((Unknown, "02A21", 4L, "84", "2025-08-01", "2025-12-31"), (product.Bsn, product.Code!, product.Volume, product.Unit!, product.From.Iso(), product.Until?.Iso()));
        Assert.Equal(HttpStatusCode.Conflict, (await Decide("ask-1", new { verdict = "Reject", reason = "2" })).StatusCode);
    }

    [Fact]
    public async Task A_request_is_examined_once_and_then_rejected_with_a_reason()
    {
        await _hall.Send("requests", Request("V1", "ask-1"));
        var examined = await Decided("ask-1", new { verdict = "Examine" });
        var again = await Decided("ask-1", new { verdict = "Examine" });
        var rejected = await Decided("ask-1", new { verdict = "Reject", reason = "2" });

        Assert.Equal(("2", "1", "2"), (Single(examined, "VerzoekAntwoord"), Single(rejected, "VerzoekAntwoord"), Single(rejected, "RedenAfwijzingVerzoek")));
        Assert.Equal(examined.ToString(), again.ToString());
        Assert.NotEqual(Single(examined, "Identificatie"), Single(rejected, "Identificatie"));
        Published.Accepts(examined, "WMO319.xsd");
        Published.Accepts(rejected, "WMO319.xsd");
        Assert.Equal("rejected", (await _hall.Http.GetFromJsonAsync<List<RequestView>>("municipalities/9901/requests"))!.Single().State);
        Assert.Equal(rejected.ToString(), XElement.Parse(await _hall.Http.GetStringAsync("municipalities/9901/requests/ask-1/answer")).ToString());
    }

    [Theory]
    [InlineData("Grant", "1")]
    [InlineData("Reject", null)]
    [InlineData("Reject", "10")]
    public async Task A_rejection_and_nothing_else_has_a_reason(string verdict, string? reason)
    {
        await _hall.Send("requests", Request("V1", "ask-1"));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Decide("ask-1", new { verdict, reason })).StatusCode);
    }

    [Theory]
    [InlineData("02A21", "84", "granted")]
    [InlineData("02A21", "82", "received")]
    [InlineData("02Z99", "01", "received")]
    public async Task What_fits_the_agreement_is_granted_at_once_where_the_desk_does_so(string code, string unit, string state)
    {
        await _hall.Http.PutAsJsonAsync("municipalities/9901/granting", new { automatic = true });
        await _hall.Send("requests", Request("V1", "ask-1", code, unit));

        Assert.Equal(state, (await _hall.Http.GetFromJsonAsync<List<RequestView>>("municipalities/9901/requests"))!.Single().State);
    }

    [Fact]
    public async Task A_reference_is_used_once_and_a_product_is_asked_for_once_at_a_time()
    {
        await _hall.Send("requests", Request("V1", "ask-1"));

        var used = await _hall.Send("requests", Request("V2", "ask-1"));
        var asked = await _hall.Send("requests", Request("V3", "ask-2"));
        var product = XElement.Parse(Request("V4", "ask-3", "02A20")).Descendants().Single(element => element.Name.LocalName == "AangevraagdProduct").ToString();
        var twice = await _hall.Send("requests", Request("V4", "ask-3", "02A20").Replace("</m:AangevraagdeProducten>", product + "</m:AangevraagdeProducten>"));

        Assert.Contains("9347", Codes(used));
        Assert.Contains("9374", Codes(asked));
        Assert.Contains("9347", Codes(twice));
        Published.AcceptsReturn(asked, "wmo315", "wmo316");
        Assert.Single((await _hall.Http.GetFromJsonAsync<List<RequestView>>("municipalities/9901/requests"))!);
    }

    [Fact]
    public async Task A_change_ends_the_assignment_and_another_follows_it()
    {
        var returned = await _hall.Send("requests", Change("V1", "change-1",
            Unchanged(TownHall.Specialised), Changed(TownHall.Guidance, "2025-08-01", "2025-09-07", Size(240, "01")), Added("02A21", "2025-08-01", unit: "84")));
        var granted = await Decided("change-1", new { verdict = "Grant" });

        Published.AcceptsReturn(returned, "wmo317", "wmo318");
        Published.Accepts(granted, "WMO301.xsd");
        var products = await _hall.Products();
        Assert.Equal("2025-07-31", products.Single(product => product.Number == TownHall.Guidance).Until?.Iso());
        Assert.Equal([("02A03", "2025-08-01", 240L), ("02A21", "2025-08-01", 60L)],
            products.Where(product => product.Number > 900_000_000).Select(product => (product.Code!, product.From.Iso(), product.Volume!.Value)));
        Assert.Equal(["12"], All(granted, "RedenWijziging"));
        Assert.Equal(3, All(granted, "ToewijzingNummer").Count());
    }

    [Fact]
    public async Task A_longer_assignment_stays_the_same_one()
    {
        await _hall.Send("requests", Change("V1", "change-1", Unchanged(TownHall.Specialised), Changed(TownHall.Guidance, "2025-08-01", "2025-12-31", Size(180, "01"))));
        var granted = await Decided("change-1", new { verdict = "Grant" });

        Assert.Equal([$"{TownHall.Guidance}"], All(granted, "ToewijzingNummer"));
        Assert.Equal("2025-12-31", Single(granted, "Einddatum"));
    }

    private static readonly string Specialised = Unchanged(TownHall.Specialised), Guidance = Unchanged(TownHall.Guidance);

    public static TheoryData<string, string?, string?, string?> Faults => new()
    {
        { "9349", Guidance, null, Added("02A21", "2025-08-01") },
        { "9350", Guidance + Specialised + Unchanged(4711), null, Added("02A21", "2025-08-01") },
        { "9351", Guidance + Specialised, Changed(4711, "2025-08-01", null, Size(60, "01")), null },
        { "9357", Specialised, Changed(TownHall.Guidance, "2025-07-13", null, Size(60, "01")), null },
        { "9361", Guidance + Specialised, null, Added("02A05", "2025-08-01") },
        { "9373", Specialised, Changed(TownHall.Guidance, "2025-08-01", null, Size(60, "01") + "<m:Budget>1</m:Budget>"), null },
        { "9411", Specialised, Changed(TownHall.Guidance, "2025-08-01", null, ""), null },
        { "9412", Guidance + Specialised, null, Added("02A05", "2025-08-01").Replace("<m:Product><b:Categorie>02</b:Categorie><b:Code>02A05</b:Code></m:Product>", "") },
        { "0001", Specialised, Changed(TownHall.Guidance, "2025-08-01", "2025-07-31", Size(60, "01")), null },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_change_that_does_not_fit_what_is_assigned_returns_with_its_code(string code, string? unchanged, string? changed, string? added)
    {
        var returned = await _hall.Send("requests", Change("V1", "change-1", unchanged, changed, added));

        Assert.Equal([code], Codes(returned).Distinct().Where(found => found != "0200"));
        Published.AcceptsReturn(returned, "wmo317", "wmo318");
        Assert.Empty((await _hall.Http.GetFromJsonAsync<List<RequestView>>("municipalities/9901/requests"))!);
    }

    [Fact]
    public async Task A_budget_has_no_size_to_change()
    {
        await _hall.Assign(new { assignmentNumber = 7005, category = (string?)null, budget = 100000, from = "2025-07-01" });

        var returned = await _hall.Send("requests", Change("V1", "change-1", Guidance + Specialised, Changed(7005, "2025-07-01", null, Size(60, "01") + "<m:Budget>200000</m:Budget>")));

        Assert.Equal(["9375"], Codes(returned).Distinct().Where(found => found != "0200"));
    }

    [Fact]
    public async Task One_change_at_a_time_is_asked_for()
    {
        await _hall.Send("requests", Change("V1", "change-1", Guidance + Specialised, null, Added("02A21", "2025-08-01")));

        Assert.Contains("9374", Codes(await _hall.Send("requests", Change("V2", "change-2", Guidance + Specialised, null, Added("02A20", "2025-08-01")))));
    }

    [Theory]
    [InlineData("0200", true)]
    [InlineData("9355", false)]
    public async Task The_provider_returns_an_answer(string code, bool accepted)
    {
        await _hall.Send("requests", Request("V1", "ask-1"));
        var answer = await Decided("ask-1", new { verdict = "Examine" });

        var response = await _hall.Http.PostAsync("municipalities/9901/return-messages", TownHall.Body($"""
            <r:Bericht xmlns:r="http://www.istandaarden.nl/iwmo/3_2/wmo320/schema" xmlns:b="http://www.istandaarden.nl/iwmo/3_2/basisschema/schema">
              <r:Header>
                <r:BerichtCode>483</r:BerichtCode><r:Afzender>9901</r:Afzender><r:Ontvanger>99990001</r:Ontvanger>
                <r:BerichtIdentificatie><b:Identificatie>{Single(answer, "Identificatie")}</b:Identificatie></r:BerichtIdentificatie>
                <r:RetourCodes><r:RetourCode>{code}</r:RetourCode></r:RetourCodes>
              </r:Header>
            </r:Bericht>
            """));

        Assert.Equal(accepted, (await response.Content.ReadFromJsonAsync<ReturnReceipt>())!.Accepted);
    }

    private Task<HttpResponseMessage> Decide(string reference, object decision) =>
        _hall.Http.PostAsJsonAsync($"municipalities/9901/requests/{reference}/decision", decision);

    private async Task<XElement> Decided(string reference, object decision) =>
        XElement.Parse(await (await Decide(reference, decision)).EnsureSuccessStatusCode().Content.ReadAsStringAsync());

    private static IEnumerable<string> All(XElement message, string name) => message.Descendants().Where(element => element.Name.LocalName == name).Select(element => element.Value);

    private static string Single(XElement message, string name) => Assert.Single(All(message, name));

    private static IEnumerable<string> Codes(XElement message) => All(message, "RetourCode");
}
