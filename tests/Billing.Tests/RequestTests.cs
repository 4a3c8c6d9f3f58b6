using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

public sealed class RequestTests(NoticesFixture billing) : IClassFixture<NoticesFixture>
{
    [Fact]
    public async Task A_request_goes_from_made_to_granted()
    {
        var (payer, bsn) = ("nl-wmo:9901", "999900006");
        var client = await KnownAsync(bsn);

        var id = await MakeAsync(ARequest(payer, client));

        var made = await StateAsync(id, "made");
        var question = Assert.Single(billing.Payers.Requests, request => request.RequestReference == made.GetProperty("requestReference").GetString());
        Assert.Equal((bsn, new Person(null, "A."), "Knee operation in May."), (question.Client.Identifiers.Single().Value, question.Client.Person, question.Remark));
        Assert.Equal("request", (await billing.GetAsync($"v1/messages/{made.GetProperty("documentId").GetString()}")).GetProperty("kind").GetString());
        Assert.Equal(0, await billing.ScalarAsync<long>("SELECT count(*) FROM requests WHERE requests::text LIKE '%Knee%'"));

        Assert.Equal("taken", await UploadAsync(payer, billing.Payers.Return(payer, question.Reference, ReturnOutcome.Accepted)));
        await StateAsync(id, "returned");
        Assert.Equal("taken", await UploadAsync(payer, billing.Payers.Answer(payer, question.RequestReference, RequestOutcome.UnderExamination)));
        await StateAsync(id, "under-examination");

        await UploadAsync(payer, billing.Adapter.Assignment(payer, bsn, ["31"]));
        var granted = await StateAsync(id, "granted");
        Assert.Equal("31", (await billing.GetAsync($"v1/authorisations/{granted.GetProperty("authorisationId").GetString()}")).GetProperty("number").GetString());
        Assert.Contains(billing.CareRecords.Entries, entry => entry.ClientId == client && entry.What == "requests-for-care");
    }

    [Fact]
    public async Task An_answer_is_owed_a_return_message_and_a_rejection_says_why()
    {
        var client = await KnownAsync("999900018");
        var id = await MakeAsync(ARequest("nl-wmo:9902", client));
        var reference = (await StateAsync(id, "made")).GetProperty("requestReference").GetString()!;

        var answer = await (await billing.UploadAsync("nl-wmo:9902", billing.Payers.Answer("nl-wmo:9902", reference, RequestOutcome.Rejected))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("request-answer", "taken"), (answer.GetProperty("kind").GetString(), answer.GetProperty("state").GetString()));
        Assert.Equal("return", (await billing.GetAsync($"v1/messages/{answer.GetProperty("returnMessageId").GetString()}")).GetProperty("kind").GetString());
        Assert.Equal("There is other help.", (await StateAsync(id, "rejected")).GetProperty("codes")[0].GetProperty("reason").GetString());
        Assert.Equal("repeated", await UploadAsync("nl-wmo:9902", billing.Payers.Answer("nl-wmo:9902", reference, RequestOutcome.Rejected)));
    }

    [Fact]
    public async Task An_answer_to_nothing_is_refused_and_still_owed_a_return_message()
    {
        var answer = await (await billing.UploadAsync("nl-wmo:9903", billing.Payers.Answer("nl-wmo:9903", "Q999999999", RequestOutcome.Rejected))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(("refused", "unknown-request"), (answer.GetProperty("state").GetString(), answer.GetProperty("faults")[0].GetProperty("code").GetString()));
        Assert.Equal(JsonValueKind.String, answer.GetProperty("returnMessageId").ValueKind);
    }

    [Fact]
    public async Task What_the_payer_would_refuse_is_told_at_once_and_nothing_is_made()
    {
        var client = await KnownAsync("999900031");
        billing.Payers.Refuses = [new Fault("no-such-product", "There is no such product."), new Fault("no-referrer", "Who referred the client?")];

        var refused = await billing.BackOffice.PostAsJsonAsync("v1/requests", ARequest("nl-wmo:9904", client));
        billing.Payers.Refuses = [];

        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var problem = await refused.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(["no-such-product", "no-referrer"], problem.GetProperty("faults").EnumerateArray().Select(fault => fault.GetProperty("code").GetString()));
        Assert.Empty((await billing.GetAsync($"v1/requests?clientId={client}")).GetProperty("items").EnumerateArray());
    }

    [Fact]
    public async Task Repeated_with_its_key_it_is_one_request_and_while_the_adapter_is_away_none()
    {
        var client = await KnownAsync("999900043");
        billing.Adapter.Away = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PostAsync(ARequest("nl-wmo:9905", client), "key-1")).StatusCode);
        billing.Adapter.Away = false;

        var (first, again) = (await PostAsync(ARequest("nl-wmo:9905", client), "key-1"), await PostAsync(ARequest("nl-wmo:9905", client), "key-1"));

        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Single((await billing.GetAsync($"v1/requests?payerId=nl-wmo:9905")).GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("unknown-payer", "nl-wmo:1111", true)]
    [InlineData("unknown-client", "nl-wmo:9906", false)]
    public async Task Only_for_clients_and_to_payers_that_are_known(string code, string payer, bool known)
    {
        var refused = await billing.BackOffice.PostAsJsonAsync("v1/requests", ARequest(payer, known ? await KnownAsync("999900055") : Guid.CreateVersion7()));

        Assert.Equal($"urn:buurtzorg:problem:{code}", (await refused.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }

    private static object ARequest(string payer, Guid client) => new
    {
        payerId = payer,
        clientId = client,
        kind = "new",
        products = new object[] { new { change = "new", category = "02", code = "02A03", from = "2026-11-01", volume = 120, unit = "minute", per = "week" } },
        referrer = "self",
        remark = "Knee operation in May.",
    };

    private async Task<Guid> MakeAsync(object request)
    {
        var made = await billing.BackOffice.PostAsJsonAsync("v1/requests", request);
        Assert.True(made.StatusCode is HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        return (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
    }

    private async Task<HttpResponseMessage> PostAsync(object request, string key) => await billing.BackOffice.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "v1/requests") { Content = JsonContent.Create(request), Headers = { { "Idempotency-Key", key } } });

    private async Task<JsonElement> StateAsync(Guid id, string state)
    {
        await Eventually.TrueAsync(async () => (await billing.GetAsync($"v1/requests/{id}")).GetProperty("state").GetString() == state, $"the request to be {state}");
        return await billing.GetAsync($"v1/requests/{id}");
    }

    private async Task<string> UploadAsync(string payer, byte[] content) =>
        (await (await billing.UploadAsync(payer, content)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString()!;

    private async Task<Guid> KnownAsync(string bsn)
    {
        var client = Guid.CreateVersion7();
        await billing.PublishAsync(billing.Admitted(client, bsn));
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>($"SELECT count(*) FROM clients WHERE client_id = '{client}'") == 1, "the client to be known");
        return client;
    }
}
