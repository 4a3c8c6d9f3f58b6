using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Features;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

public sealed class CloseMonthTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task A_month_becomes_a_claim_whose_exact_bytes_are_stored()
    {
        var client = await billing.GiveCareAsync("nl-wmo:9901", "999900006", 50, 55);

        var closed = await billing.CloseAsync("nl-wmo:9901", "2026-10");

        Assert.Equal(HttpStatusCode.Created, closed.StatusCode);
        var claim = await billing.ClaimAsync(await IdAsync(closed), "rendered");
        Assert.Equal((11778, "2026-10", "EUR"), (claim.GetProperty("totalMinor").GetInt64(), Text(claim, "period"), Text(claim, "currency")));
        var line = Assert.Single(claim.GetProperty("lines").EnumerateArray());
        Assert.Equal((105, 6730, 112, 11778), (Number(line, "volume"), Number(line, "rateMinor"), Number(line, "perMinuteMinor"), Number(line, "amountMinor")));
        Assert.Equal(("2026-10-01", "2026-10-31", "9999000061"), (Text(line, "from"), Text(line, "until"), Text(line, "authorisationNumber")));
        var rendered = Assert.Single(billing.Adapter.Rendered, request => request.Number == Text(claim, "number"));
        Assert.Equal("999900006", Assert.Single(Assert.Single(rendered.Clients).Identifiers).Value);
        Assert.Equal(new(2026, 11, 3), rendered.IssuedOn);
        var document = await billing.BackOffice.GetAsync($"v1/messages/{Text(claim, "documentId")}/content");
        Assert.Contains("999900006", await document.Content.ReadAsStringAsync());
        Assert.Contains(billing.CareRecords.Entries, entry => entry.ClientId == client && entry.What == "billing-message");
        Assert.All(await billing.DeliveriesAsync(client), delivery => Assert.Equal("claimed", Text(delivery, "state")));
        Assert.Equal(Text(claim, "id"), Text(Assert.Single((await billing.GetAsync("v1/claims?payerId=nl-wmo:9901")).GetProperty("items").EnumerateArray()), "id"));
        Assert.Equal([("delivered", -11778L), ("claimed", 11778L)], await BalancesAsync("nl-wmo:9901"));
    }

    [Fact]
    public async Task Closing_again_with_the_same_key_another_key_or_none_is_the_same_claim()
    {
        await billing.GiveCareAsync("nl-wmo:9902", "999900018", 30);
        var first = await CloseWithKeyAsync("one");

        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await CloseWithKeyAsync("one")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await CloseWithKeyAsync("two")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await billing.CloseAsync("nl-wmo:9902", "2026-10")).StatusCode);
        Assert.Equal(await IdAsync(first), await IdAsync(await CloseWithKeyAsync("three")));
        Assert.Equal(1L, await billing.ScalarAsync<long>("SELECT count(*) FROM claims WHERE payer_id = 'nl-wmo:9902'"));

        async Task<HttpResponseMessage> CloseWithKeyAsync(string key) => await billing.BackOffice.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, "v1/claims") { Content = JsonContent.Create(new { payerId = "nl-wmo:9902", period = "2026-10" }), Headers = { { "Idempotency-Key", key } } });
    }

    [Fact]
    public async Task Closed_by_many_at_once_it_is_one_claim()
    {
        await billing.GiveCareAsync("nl-wmo:9903", "999900298", 40, 50, 60);

        var closings = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => billing.CloseAsync("nl-wmo:9903", "2026-10")));

        Assert.Single(closings, closing => closing.StatusCode is HttpStatusCode.Created);
        Assert.Equal(7, closings.Count(closing => closing.StatusCode is HttpStatusCode.OK));
        Assert.Single((await Task.WhenAll(closings.Select(IdAsync))).Distinct());
        Assert.Equal(1L, await billing.ScalarAsync<long>("SELECT count(*) FROM claims WHERE payer_id = 'nl-wmo:9903'"));
        Assert.Equal(150m, await billing.ScalarAsync<decimal>("SELECT sum(volume) FROM claim_lines WHERE payer_id = 'nl-wmo:9903'"));
    }

    [Theory]
    [InlineData("claims", "nl-wmo:9910", "999900109")]
    [InlineData("claim_lines", "nl-wmo:9911", "999900110")]
    [InlineData("open_months", "nl-wmo:9912", "999900122")]
    [InlineData("ledger_entries", "nl-wmo:9913", "999900134")]
    [InlineData("platform.outbox", "nl-wmo:9914", "999900146")]
    public async Task A_crash_at_any_line_leaves_nothing_and_closing_again_makes_one_claim(string table, string payer, string bsn)
    {
        var client = await billing.GiveCareAsync(payer, bsn, 45);
        await ExecuteAsync($"CREATE FUNCTION crash() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the process dies here'; END $$");
        await ExecuteAsync($"CREATE CONSTRAINT TRIGGER crash AFTER INSERT OR UPDATE OR DELETE ON {table} DEFERRABLE INITIALLY IMMEDIATE FOR EACH ROW EXECUTE FUNCTION crash()");
        Assert.Equal(HttpStatusCode.InternalServerError, (await billing.CloseAsync(payer, "2026-10")).StatusCode);
        await ExecuteAsync($"DROP FUNCTION crash CASCADE");

        Assert.Equal(0L, await billing.ScalarAsync<long>($"SELECT count(*) FROM claims WHERE payer_id = '{payer}'"));
        Assert.All(await billing.DeliveriesAsync(client), delivery => Assert.Equal("covered", Text(delivery, "state")));
        Assert.Equal(HttpStatusCode.Created, (await billing.CloseAsync(payer, "2026-10")).StatusCode);
        Assert.Equal([("delivered", -5048L), ("claimed", 5048L)], await BalancesAsync(payer));
    }

    [Fact]
    public async Task While_the_adapter_or_care_records_is_away_the_claim_waits_and_is_rendered_when_they_are_back()
    {
        await billing.GiveCareAsync("nl-wmo:9904", "999900031", 30);
        billing.Adapter.Away = true;
        var closed = await billing.CloseAsync("nl-wmo:9904", "2026-10");
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>("SELECT count(*) FROM waiting_events WHERE payer_id = 'nl-wmo:9904' AND event = 'ClaimClosed'") == 1, "the claim to wait for the adapter");
        (billing.CareRecords.Away, billing.Adapter.Away) = (true, false);
        await Eventually.TrueAsync(() => Task.FromResult(billing.CareRecords.AskedInVain > 0), "care-records to be asked in vain");
        billing.CareRecords.Away = false;
        var id = await IdAsync(closed);

        Assert.Empty((await billing.ClaimAsync(id, "rendered")).GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public async Task What_the_payer_would_refuse_is_shown_on_the_claim_and_closing_again_renders_again()
    {
        var client = await billing.GiveCareAsync("nl-wmo:9905", "999900043", 30);
        billing.CareRecords.Forget(client);
        var id = await IdAsync(await billing.CloseAsync("nl-wmo:9905", "2026-10"));
        await Eventually.TrueAsync(async () => (await billing.GetAsync($"v1/claims/{id}")).GetProperty("faults").GetArrayLength() == 1, "the fault to be shown");
        Assert.Equal("client-unknown", Text((await billing.GetAsync($"v1/claims/{id}")).GetProperty("faults")[0], "code"));

        await billing.AdmitAsync("999900043");
        billing.CareRecords.Know("999900043", client);
        Assert.Equal(HttpStatusCode.OK, (await billing.CloseAsync("nl-wmo:9905", "2026-10")).StatusCode);

        Assert.Empty((await billing.ClaimAsync(id, "rendered")).GetProperty("faults").EnumerateArray());
    }

    [Fact]
    public async Task A_client_is_named_only_by_what_the_adapter_wants_and_the_agreement_lets_leave()
    {
        await billing.GiveCareAsync("nl-wmo:9915", "999900158", 30);
        billing.Adapter.ClientSchemes = ["pseudonym"];
        await billing.LookedAfterAsync();
        var id = await IdAsync(await billing.CloseAsync("nl-wmo:9915", "2026-10"));
        await Eventually.TrueAsync(async () => (await billing.GetAsync($"v1/claims/{id}")).GetProperty("faults").GetArrayLength() == 1, "the fault to be shown");
        Assert.Equal("privacy", Text((await billing.GetAsync($"v1/claims/{id}")).GetProperty("faults")[0], "code"));

        (billing.Adapter.ClientSchemes, billing.Adapter.Facts) = (["bsn"], new([BillingAdapters.Contract.Fact.Initials, BillingAdapters.Contract.Fact.DateOfBirth], [], []));
        await billing.LookedAfterAsync();
        await billing.CloseAsync("nl-wmo:9915", "2026-10");
        var number = Text(await billing.ClaimAsync(id, "rendered"), "number");
        billing.Adapter.Facts = null;
        await billing.LookedAfterAsync();

        var client = Assert.Single(Assert.Single(billing.Adapter.Rendered, request => request.Number == number).Clients);
        Assert.Equal(new BillingAdapters.Contract.Person(Initials: "A.", DateOfBirth: new(1950, 1, 1)), client.Person);
        Assert.Equal([new("bsn", "999900158")], client.Identifiers);
    }

    [Fact]
    public async Task Rendering_twice_has_one_effect()
    {
        await billing.GiveCareAsync("nl-wmo:9906", "999900055", 30);
        var id = await IdAsync(await billing.CloseAsync("nl-wmo:9906", "2026-10"));
        var document = Text(await billing.ClaimAsync(id, "rendered"), "documentId");

        await billing.PublishAsync(new ClaimClosed(id, 1, "nl-wmo:9906", "2026-10"));
        await billing.GiveCareAsync("nl-wmo:9907", "999900067", 30);
        await billing.ClaimAsync(await IdAsync(await billing.CloseAsync("nl-wmo:9907", "2026-10")), "rendered");

        Assert.Equal(document, Text(await billing.ClaimAsync(id, "rendered"), "documentId"));
        Assert.Equal(1L, await billing.ScalarAsync<long>($"SELECT count(*) FROM messages WHERE claim_id = '{id}'"));
    }

    [Fact]
    public void A_month_is_closed_once_it_is_over_in_its_order_and_with_something_to_claim()
    {
        Month september = new(2026, 9), october = new(2026, 10), november = new(2026, 11);
        Assert.Equal("month-not-over", CloseMonthEndpoint.DecideBefore(october, october, null)!.Code);
        Assert.Equal("later-month-closed", CloseMonthEndpoint.DecideBefore(september, november, october)!.Code);
        Assert.Null(CloseMonthEndpoint.DecideBefore(october, november, null));
        Assert.Equal("earlier-month-open", CloseMonthEndpoint.DecideAfter(october, null, [september, october])!.Code);
        Assert.Null(CloseMonthEndpoint.DecideAfter(october, september, [september, october])); // late care of September comes along
        Assert.Equal("nothing-to-claim", CloseMonthEndpoint.DecideAfter(october, null, [])!.Code);
        Assert.Null(CloseMonthEndpoint.DecideAfter(october, null, [october]));
    }

    [Fact]
    public async Task Bad_input_is_refused_with_what_is_wrong()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await billing.CloseAsync("nl-wmo:9901", "2026-13")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await billing.BackOffice.PostAsJsonAsync("v1/claims", new { payerId = "nl-wmo:9901" })).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await billing.CloseAsync("nl-wmo:0001", "2026-10")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await billing.CloseAsync("nl-wmo:9920", "2026-11")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await billing.CloseAsync("nl-wmo:9920", "2026-10")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await billing.BackOffice.GetAsync($"v1/claims/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await billing.Client(CallerKinds.Professional).PostAsJsonAsync("v1/claims", new { payerId = "nl-wmo:9901", period = "2026-10" })).StatusCode);
    }

    private static async Task<Guid> IdAsync(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<IEnumerable<(string, long)>> BalancesAsync(string payer) => (await billing.GetAsync($"v1/ledger/balances?payerId={payer}")).GetProperty("items").EnumerateArray()
        .Select(balance => (Text(balance, "account"), balance.GetProperty("minorUnits").GetInt64()));

    private async Task ExecuteAsync(string sql)
    {
        await using var command = billing.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
