using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

public sealed class ByHandTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task What_is_entered_by_hand_covers_care_and_says_so()
    {
        var client = await KnownAsync("999900006");
        var id = await EnterAsync(AnAuthorisation("nl-wmo:9901", client, "501"));
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-05T09:00:00Z", 30));

        await billing.CoveredAsync(client, 1);

        var shown = Assert.Single((await billing.GetAsync($"v1/authorisations?clientId={client}")).GetProperty("items").EnumerateArray());
        Assert.Equal((id, "specific", "by-hand", JsonValueKind.Null), (shown.GetProperty("id").GetGuid(), shown.GetProperty("kind").GetString(), shown.GetProperty("source").GetString(), shown.GetProperty("messageId").ValueKind));
        Assert.Contains(billing.CareRecords.Entries, entry => entry.ClientId == client && entry.What == "assignments");
    }

    [Fact]
    public async Task Without_a_number_one_is_made_and_a_number_is_used_once()
    {
        var client = await KnownAsync("999900018");
        var id = await EnterAsync(new { payerId = "nl-wmo:9902", clientId = client, from = "2026-10-01", budgetMinor = 50000 });
        var made = await billing.GetAsync($"v1/authorisations/{id}");
        Assert.Equal(("generic", 'H'), (made.GetProperty("kind").GetString(), made.GetProperty("number").GetString()![0]));

        await EnterAsync(AnAuthorisation("nl-wmo:9902", client, "502"));
        Assert.Equal("number-known", await RefusedAsync(HttpStatusCode.Conflict, AnAuthorisation("nl-wmo:9902", client, "502")));
        Assert.Equal("unknown-client", await RefusedAsync(HttpStatusCode.UnprocessableEntity, AnAuthorisation("nl-wmo:9902", Guid.CreateVersion7(), "503")));
        Assert.Equal("unknown-payer", await RefusedAsync(HttpStatusCode.UnprocessableEntity, AnAuthorisation("nl-wmo:1111", client, "503")));
        Assert.Equal("code-without-category", await RefusedAsync(HttpStatusCode.UnprocessableEntity, new { payerId = "nl-wmo:9902", clientId = client, from = "2026-10-01", code = "02A03" }));
    }

    [Fact]
    public async Task Two_who_change_it_at_once_do_not_lose_each_others_change()
    {
        var client = await KnownAsync("999900031");
        var id = await EnterAsync(AnAuthorisation("nl-wmo:9903", client, "504"));
        var etag = (await billing.BackOffice.GetAsync($"v1/authorisations/{id}")).Headers.ETag!.Tag;

        Assert.Equal(HttpStatusCode.PreconditionRequired, (await ChangeAsync(id, null, "2026-12-31")).StatusCode);
        var changed = await ChangeAsync(id, etag, "2026-12-31");
        Assert.Equal(HttpStatusCode.NoContent, changed.StatusCode);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await ChangeAsync(id, etag, "2027-12-31")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await ChangeAsync(id, changed.Headers.ETag!.Tag, "2027-01-31")).StatusCode);

        Assert.Equal("2027-01-31", (await billing.GetAsync($"v1/authorisations/{id}")).GetProperty("until").GetString());
    }

    [Fact]
    public async Task A_message_of_the_payer_replaces_it_also_where_it_was_entered_wrongly()
    {
        var client = await KnownAsync("999900043");
        var id = await EnterAsync(new { payerId = "nl-wmo:9904", clientId = client, number = "505", category = "01", from = "2026-10-01" });

        (await billing.UploadAsync("nl-wmo:9904", billing.Adapter.Assignment("nl-wmo:9904", "999900043", ["505"]))).EnsureSuccessStatusCode();

        var response = await billing.BackOffice.GetAsync($"v1/authorisations/{id}");
        var shown = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(("message", "02A03"), (shown.GetProperty("source").GetString(), shown.GetProperty("code").GetString()));
        Assert.Equal(HttpStatusCode.Conflict, (await ChangeAsync(id, response.Headers.ETag!.Tag, "2026-12-31")).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await WithdrawAsync(id)).StatusCode);
    }

    [Fact]
    public async Task What_is_withdrawn_covers_nothing_any_more()
    {
        var client = await KnownAsync("999900055");
        var id = await EnterAsync(AnAuthorisation("nl-wmo:9905", client, "506"));
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-05T09:00:00Z", 30));
        await billing.CoveredAsync(client, 1);

        Assert.Equal(HttpStatusCode.NoContent, (await WithdrawAsync(id)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await WithdrawAsync(id)).StatusCode);

        Assert.Equal("no-authorisation", (await billing.DeliveriesAsync(client))[0].GetProperty("state").GetString());
        Assert.Equal(HttpStatusCode.NotFound, (await WithdrawAsync(Guid.CreateVersion7())).StatusCode);
    }

    [Fact]
    public async Task What_the_payer_granted_care_under_is_not_withdrawn()
    {
        var client = await KnownAsync("999900067");
        var id = await EnterAsync(AnAuthorisation("nl-wmo:9906", client, "507"));
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-05T09:00:00Z", 30));
        await billing.CoveredAsync(client, 1);
        var claim = await billing.ClaimAsync((await (await billing.CloseAsync("nl-wmo:9906", "2026-10")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid(), "rendered");
        var line = claim.GetProperty("lines")[0];
        (await billing.UploadAsync("nl-wmo:9906", billing.Adapter.Answer("nl-wmo:9906", claim.GetProperty("number").GetString()!,
            new() { ["answer-" + line.GetProperty("reference").GetString()] = line.GetProperty("amountMinor").GetInt64() }))).EnsureSuccessStatusCode();

        var refused = await WithdrawAsync(id);

        Assert.Equal("urn:buurtzorg:problem:has-granted-lines", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_usage_of_a_client_is_their_care_against_what_is_authorised()
    {
        var team = Guid.CreateVersion7();
        var client = await KnownAsync("999900079", team);
        await EnterAsync(new { payerId = "nl-wmo:9907", clientId = client, number = "508", category = "02", code = "02A03", from = "2026-10-01", until = "2026-12-31", volume = 60, unit = "minute", per = "week" });
        foreach (var (day, minutes) in new[] { ("2026-10-05", 60), ("2026-10-12", 45), ("2026-11-02", 30) })
            await billing.PublishAsync(BillingFixture.Visit(client, $"{day}T09:00:00Z", minutes));
        await billing.CoveredAsync(client, 3);

        var page = await billing.GetAsync($"v1/usage?by=client&clientId={client}&month=2026-10");

        var usage = Assert.Single(page.GetProperty("items").EnumerateArray());
        Assert.Equal((40, "2026-10", 300L, 105L, 35.0m), (page.GetProperty("referenceShare").GetInt32(), page.GetProperty("month").GetString(),
            usage.GetProperty("authorisedMinutes").GetInt64(), usage.GetProperty("deliveredMinutes").GetInt64(), usage.GetProperty("share").GetDecimal()));
        var authorisation = Assert.Single(usage.GetProperty("authorisations").EnumerateArray());
        Assert.Equal(("508", "minute", 105L), (authorisation.GetProperty("number").GetString(), authorisation.GetProperty("unit").GetString(), authorisation.GetProperty("delivered").GetInt64()));
        Assert.Contains(billing.CareRecords.Entries, entry => entry.ClientId == client && entry.What == "usage-of-care");

        foreach (var (by, key) in new[] { ($"by=team&teamId={team}", "teamId"), ("by=payer&payerId=nl-wmo:9907", "payerId") })
        {
            var summed = Assert.Single((await billing.GetAsync($"v1/usage?{by}&month=2026-10")).GetProperty("items").EnumerateArray());
            Assert.Equal((300L, 105L, 35.0m, JsonValueKind.String), (summed.GetProperty("authorisedMinutes").GetInt64(), summed.GetProperty("deliveredMinutes").GetInt64(), summed.GetProperty("share").GetDecimal(), summed.GetProperty(key).ValueKind));
            Assert.Equal(0, summed.GetProperty("authorisations").GetArrayLength());
        }
    }

    [Fact]
    public async Task Usage_comes_in_pages_and_not_without_the_access_log()
    {
        foreach (var (bsn, index) in new[] { "999900080", "999900092", "999900109" }.Select((bsn, index) => (bsn, index)))
            await EnterAsync(AnAuthorisation("nl-wmo:9908", await KnownAsync(bsn, Guid.CreateVersion7()), $"{600 + index}"));

        foreach (var (by, key) in new[] { ("client", "clientId"), ("team", "teamId") })
        {
            var first = await billing.GetAsync($"v1/usage?by={by}&payerId=nl-wmo:9908&limit=2");
            var second = await billing.GetAsync($"v1/usage?by={by}&payerId=nl-wmo:9908&limit=2&after={first.GetProperty("next").GetString()}");
            Assert.Equal(3, first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray()).Select(item => item.GetProperty(key).GetGuid()).Distinct().Count());
            Assert.Equal(JsonValueKind.Null, second.GetProperty("next").ValueKind);
        }
        Assert.Equal("nl-wmo:9901", (await billing.GetAsync("v1/usage?by=payer&limit=1")).GetProperty("next").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, (await billing.BackOffice.GetAsync("v1/usage?by=client&month=october")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await billing.BackOffice.GetAsync("v1/usage?by=nurse")).StatusCode);
        billing.CareRecords.Away = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await billing.BackOffice.GetAsync("v1/usage?by=client")).StatusCode);
        billing.CareRecords.Away = false;
    }

    private static object AnAuthorisation(string payer, Guid client, string number) =>
        new { payerId = payer, clientId = client, number, category = "02", code = "02A03", from = "2026-10-01", volume = 600, unit = "minute", per = "week" };

    private async Task<Guid> KnownAsync(string bsn, Guid? team = null)
    {
        var client = billing.CareRecords.Know(bsn);
        await billing.PublishAsync(new Contracts.CareRecords.ClientAdmitted(client, 1, team ?? Guid.Empty, FakeCareRecords.Pseudonym(bsn), new(2026, 10, 1)));
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>($"SELECT count(*) FROM clients WHERE client_id = '{client}'") == 1, "the client to be known");
        return client;
    }

    private async Task<Guid> EnterAsync(object authorisation)
    {
        var entered = await billing.BackOffice.PostAsJsonAsync("v1/authorisations", authorisation);
        Assert.True(entered.StatusCode is HttpStatusCode.Created, await entered.Content.ReadAsStringAsync());
        return (await entered.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<string> RefusedAsync(HttpStatusCode status, object authorisation)
    {
        var refused = await billing.BackOffice.PostAsJsonAsync("v1/authorisations", authorisation);
        Assert.Equal(status, refused.StatusCode);
        return (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString()!.Split(':')[^1];
    }

    private Task<HttpResponseMessage> ChangeAsync(Guid id, string? etag, string until)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, $"v1/authorisations/{id}") { Content = JsonContent.Create(new { category = "02", code = "02A03", from = "2026-10-01", until }) };
        if (etag is not null) request.Headers.Add("If-Match", etag);
        return billing.BackOffice.SendAsync(request);
    }

    private Task<HttpResponseMessage> WithdrawAsync(Guid id) => billing.BackOffice.PostAsync($"v1/authorisations/{id}/_withdraw", null);
}
