using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>The contract as billing meets it.</summary>
public sealed class HttpTests(AdapterFixture adapter) : IClassFixture<AdapterFixture>
{
    public static TheoryData<string> Posts =>
    [
        AdapterRoutes.IdentifyMessage, AdapterRoutes.ReadAssignments, AdapterRoutes.RenderClaim, AdapterRoutes.ReadAnswer, AdapterRoutes.RenderNotice, AdapterRoutes.RenderRequest,
        AdapterRoutes.ReadReturn, AdapterRoutes.ReadRequestAnswer, AdapterRoutes.Messages, "v1/messages/1/_acknowledge", "simulation", "simulation/purchase-orders",
    ];

    [Fact]
    public async Task The_manifest_tells_what_billing_needs_to_know()
    {
        var manifest = (await adapter.Billing().GetFromJsonAsync<Manifest>(AdapterRoutes.Manifest, ContractJson.Options))!;

        Assert.Equal(("simulated", "1.1.0", "uk-la", "uk-cqc", "pseudonym", "GBP"),
            (manifest.Name, manifest.ContractVersion, manifest.PayerSchemes[0].Scheme, manifest.SenderSchemes[0].Scheme, manifest.ClientSchemes[0].Scheme, manifest.Currencies[0]));
        Assert.Equal(new Capabilities(true, true, true, true, true, true, true), manifest.Capabilities);
        Assert.Equal(Enum.GetValues<Unit>(), manifest.Units);
    }

    [Fact]
    public async Task Every_operation_answers()
    {
        using var billing = adapter.Billing();
        Assert.Equal(MessageKind.Assignment, (await AskAsync<MessageIdentity>(billing, AdapterRoutes.IdentifyMessage, new MessageToIdentify(Sample.Bytes("purchase-order")))).Kind);
        Assert.Single((await AskAsync<AssignmentsRead>(billing, AdapterRoutes.ReadAssignments, Sample.Orders())).Assignments);
        Assert.Equal(Sample.Bytes("time-sheet"), (await AskAsync<ClaimRendered>(billing, AdapterRoutes.RenderClaim, Sample.Claim())).Documents[0].Content);
        Assert.Equal(ClaimOutcome.PartlyGranted, (await AskAsync<AnswerRead>(billing, AdapterRoutes.ReadAnswer, new AnswerToRead(Sample.Bytes("remittance-advice"), Sample.Sent()))).Outcome);
        Assert.Single((await AskAsync<DocumentsRendered>(billing, AdapterRoutes.RenderNotice, Sample.Notice())).Documents);
        Assert.Single((await AskAsync<DocumentsRendered>(billing, AdapterRoutes.RenderRequest, Sample.Request())).Documents);
    }

    [Fact]
    public async Task A_message_of_25_MB_passes() => Assert.NotEmpty((await AskAsync<AssignmentsRead>(adapter.Billing(), AdapterRoutes.ReadAssignments,
        Sample.Orders() with { Content = HostileMessageTests.Large(Sizes.MessageBytes) })).Assignments);

    [Fact]
    public async Task A_request_larger_than_the_manifest_says_is_too_large()
    {
        using var body = new ByteArrayContent(new byte[Sizes.RequestBytes + 1]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, AdapterRoutes.IdentifyMessage) { Content = body, Headers = { ExpectContinue = true } };

        using var response = await adapter.Billing().SendAsync(request);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Without_the_secret_nobody_comes_in_whatever_they_send(string route)
    {
        foreach (var header in new[] { null, "Bearer another secret", $"Basic {AdapterFixture.Secret}" })
        {
            using var client = new HttpClient { BaseAddress = adapter.Address };
            if (header is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

            using var response = await client.PostAsync(route, new StringContent("not even JSON", Encoding.UTF8, "application/json"));

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Theory]
    [InlineData(AdapterRoutes.RenderClaim, "")]
    [InlineData(AdapterRoutes.RenderNotice, "{}")]
    [InlineData(AdapterRoutes.RenderRequest, "null")]
    [InlineData(AdapterRoutes.ReadReturn, "{\"content\":\"no base64!\"}")]
    [InlineData(AdapterRoutes.ReadReturn, "{\"content\":\"\",\"sent\":{\"reference\":\"N\",\"sender\":{\"scheme\":\"a\",\"value\":\"b\"},\"payer\":{\"scheme\":\"a\",\"value\":\"b\"},\"assignmentNumbers\":[null]}}")]
    [InlineData(AdapterRoutes.ReadRequestAnswer, "{\"content\":\"\",\"receivedOn\":\"2026-02-30\",\"returnReference\":\"R\"}")]
    [InlineData(AdapterRoutes.Messages, "{\"id\":\"1\"}")]
    [InlineData("simulation/purchase-orders", "{\"payer\":\"E08000035\"}")]
    public async Task What_the_contract_does_not_say_is_malformed(string route, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, route) { Content = new StringContent(body, Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", "1" } } };
        using var response = await adapter.Billing().SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData(AdapterRoutes.RenderClaim, "identifiers")]
    [InlineData(AdapterRoutes.RenderClaim, "lines")]
    [InlineData(AdapterRoutes.RenderNotice, "items")]
    [InlineData(AdapterRoutes.RenderRequest, "products")]
    public async Task A_hole_in_a_list_is_malformed(string route, string list)
    {
        object request = route switch { AdapterRoutes.RenderClaim => Sample.Claim(), AdapterRoutes.RenderNotice => Sample.Notice(), _ => Sample.Request() };
        var json = JsonSerializer.Serialize(request, ContractJson.Options).Replace($"\"{list}\":[", $"\"{list}\":[null,");

        Assert.Equal(HttpStatusCode.BadRequest, (await adapter.Billing().PostAsync(route, new StringContent(json, Encoding.UTF8, "application/json"))).StatusCode);
    }

    [Fact]
    public async Task A_message_is_taken_over_with_its_key_its_hash_and_its_payer()
    {
        using var billing = adapter.Billing();
        var document = Document.Of("time-sheet-C202610001.csv", "text/csv", Sample.Bytes("time-sheet"));
        using var withoutKey = Calls.Send("m", document);
        withoutKey.Headers.Remove("Idempotency-Key");
        using var otherKey = Calls.Send("m", document);
        otherKey.Headers.Remove("Idempotency-Key");
        otherKey.Headers.Add("Idempotency-Key", "n");

        Assert.Equal(HttpStatusCode.BadRequest, (await billing.SendAsync(withoutKey)).StatusCode);
        Assert.Equal("id-differs", await FaultAsync(await billing.SendAsync(otherKey)));
        Assert.Equal("sha256-differs", await FaultAsync(await billing.SendAsync("m", document with { Sha256 = new string('0', 64) })));
        Assert.Equal("document-for-another-payer", await FaultAsync(await billing.SendAsync("m", document, "E08000036")));
        Assert.Equal("document-not-expected", await FaultAsync(await billing.SendAsync("m", Document.Of("a.csv", "text/csv", Sample.Bytes("purchase-order")))));
    }

    [Fact]
    public async Task No_client_stands_in_a_log_or_in_a_problem()
    {
        using var billing = adapter.Billing();
        var texts = new List<string>();
        foreach (var (route, request) in new (string, object)[]
        {
            (AdapterRoutes.RenderClaim, Sample.Claim()),
            (AdapterRoutes.RenderClaim, Sample.Claim() with { Clients = [new("a", [new("pseudonym", Sample.Client + "0")]), new("b", [new("pseudonym", Sample.Client + "0")])] }),
            (AdapterRoutes.ReadAssignments, Sample.Orders() with { Content = Sample.Bytes("purchase-order", Sample.Client, Sample.Client + "0") }),
            (AdapterRoutes.RenderNotice, Sample.Notice() with { Client = new([new("pseudonym", Sample.Client + "0")]) }),
            ("simulation", new { payer = Sample.Council, judge = "reject", client = Sample.Client + "0" }),
        })
        {
            using var response = await billing.PostAsJsonAsync(route, request, ContractJson.Options);
            if (!response.IsSuccessStatusCode) texts.Add(await response.Content.ReadAsStringAsync());
        }

        Assert.Equal(4, texts.Count);
        Assert.NotEmpty(adapter.Log.All);
        Assert.DoesNotContain(texts.Concat(adapter.Log.All), text => text.Contains(Sample.Client));
    }

    private static async Task<string> FaultAsync(HttpResponseMessage response)
    {
        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        return Assert.Single((await response.Content.ReadFromJsonAsync<Problem>(ContractJson.Options))!.Faults!).Code;
    }

    private static async Task<T> AskAsync<T>(HttpClient billing, string route, object request)
    {
        using var response = await billing.PostAsJsonAsync(route, request, ContractJson.Options);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options))!;
    }
}
