using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>The contract as billing meets it.</summary>
public sealed class HttpTests(AdapterFixture adapter) : IClassFixture<AdapterFixture>
{
    private static readonly CancellationToken Stop = CancellationToken.None;

    public static TheoryData<string> Posts => [AdapterRoutes.IdentifyMessage, AdapterRoutes.ReadAssignments, AdapterRoutes.RenderClaim, AdapterRoutes.ReadAnswer,
        AdapterRoutes.RenderNotice, AdapterRoutes.RenderRequest, AdapterRoutes.ReadReturn, AdapterRoutes.ReadRequestAnswer];

    [Fact]
    public async Task The_manifest_tells_what_billing_needs_to_know()
    {
        var manifest = await adapter.Billing().GetFromJsonAsync<Manifest>(AdapterRoutes.Manifest, ContractJson.Options, Stop);

        Assert.Equal(("nl-wmo", "1.1.0", 3, 10), (manifest!.Name, manifest.ContractVersion, manifest.Deadlines.ReturnMessage, manifest.Deadlines.ClaimAnswer));
        Assert.Equal("bsn", Assert.Single(manifest.ClientSchemes).Scheme);
        Assert.Equal((true, true, false), (manifest.Capabilities.Notices, manifest.Capabilities.Requests, manifest.Capabilities.Transport));
        Assert.Empty(manifest.Facts!.Claims);
        Assert.Equal([Fact.FamilyName, Fact.Initials, Fact.DateOfBirth, Fact.Sex], manifest.Facts.Notices);
        Assert.Equal(new NumberForm(12, "^[A-Za-z0-9]+$"), manifest.Numbering.MessageReference);
    }

    [Fact]
    public async Task A_month_goes_there_and_back()
    {
        using var billing = adapter.Billing();

        var identity = await Ask<MessageIdentity>(billing, AdapterRoutes.IdentifyMessage, new MessageToIdentify(Sample.Bytes("wmo301.xml")));
        Assert.Equal(MessageKind.Assignment, identity.Kind);
        var assignments = await Ask<AssignmentsRead>(billing, AdapterRoutes.ReadAssignments, Sample.Assignments());
        Assert.Equal(4, assignments.Assignments.Count);
        Assert.Equal(Sample.Bytes("wmo302-accepted.xml"), assignments.ReturnMessage!.Content);
        var rendered = await Ask<ClaimRendered>(billing, AdapterRoutes.RenderClaim, Sample.Claim());
        Assert.Equal(Sample.Bytes("wmo323.xml"), rendered.Documents[0].Content);
        var answer = await Ask<AnswerRead>(billing, AdapterRoutes.ReadAnswer, new AnswerToRead(Sample.Bytes("wmo325-partly.xml"), Sample.Sent()));
        Assert.Equal(ClaimOutcome.PartlyGranted, answer.Outcome);
    }

    [Fact]
    public async Task A_notice_and_a_request_go_there_and_back()
    {
        using var billing = adapter.Billing();

        var start = await Ask<DocumentsRendered>(billing, AdapterRoutes.RenderNotice, Notices.Start());
        Assert.Equal(Sample.Bytes("wmo305.xml"), start.Documents[0].Content);
        var taken = await Ask<ReturnRead>(billing, AdapterRoutes.ReadReturn, new ReturnToRead(Notices.Return("wmo305.xml"), Notices.Sent(Notices.Start())));
        Assert.Equal(ReturnOutcome.Accepted, taken.Outcome);
        var request = await Ask<DocumentsRendered>(billing, AdapterRoutes.RenderRequest, Notices.Request());
        Assert.Equal(Sample.Bytes("wmo315.xml"), request.Documents[0].Content);
        var answer = await Ask<RequestAnswerRead>(billing, AdapterRoutes.ReadRequestAnswer, new RequestAnswerToRead(Sample.Bytes("wmo319.xml"), new(2026, 10, 10), "R000000002"));
        Assert.Equal(RequestOutcome.Rejected, answer.Outcome);
    }

    [Fact]
    public async Task Without_transport_there_is_none() =>
        Assert.Equal(HttpStatusCode.NotFound, (await adapter.Billing().GetAsync(AdapterRoutes.Messages, Stop)).StatusCode);

    [Fact]
    public async Task A_message_of_25_MB_passes()
    {
        var read = await Ask<AssignmentsRead>(adapter.Billing(), AdapterRoutes.ReadAssignments,
            Sample.Assignments() with { Content = HostileMessageTests.Large(Sizes.MessageBytes) });

        Assert.NotEmpty(read.Assignments);
    }

    [Fact]
    public async Task A_request_larger_than_the_manifest_says_is_too_large()
    {
        using var body = new ByteArrayContent(new byte[Sizes.RequestBytes + 1]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var request = new HttpRequestMessage(HttpMethod.Post, AdapterRoutes.IdentifyMessage) { Content = body, Headers = { ExpectContinue = true } };

        using var response = await adapter.Billing().SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [MemberData(nameof(Posts))]
    public async Task Without_the_secret_nobody_comes_in_whatever_they_send(string route)
    {
        foreach (var header in new[] { null, "Bearer ", "Bearer another secret", $"Basic {AdapterFixture.Secret}", AdapterFixture.Secret })
        {
            using var client = new HttpClient { BaseAddress = adapter.Address };
            if (header is not null) client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);

            using var response = await client.PostAsync(route, new StringContent("not even JSON", Encoding.UTF8, "application/json"), Stop);

            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        }
    }

    [Fact]
    public async Task The_manifest_needs_the_secret_too()
    {
        using var client = new HttpClient { BaseAddress = adapter.Address };

        Assert.Equal(HttpStatusCode.Unauthorized, (await client.GetAsync(AdapterRoutes.Manifest, Stop)).StatusCode);
    }

    [Theory]
    [InlineData(AdapterRoutes.IdentifyMessage, "")]
    [InlineData(AdapterRoutes.IdentifyMessage, "{")]
    [InlineData(AdapterRoutes.IdentifyMessage, "null")]
    [InlineData(AdapterRoutes.IdentifyMessage, "{}")]
    [InlineData(AdapterRoutes.IdentifyMessage, "{\"content\":null}")]
    [InlineData(AdapterRoutes.IdentifyMessage, "{\"content\":\"no base64!\"}")]
    [InlineData(AdapterRoutes.IdentifyMessage, "{\"content\":\"\",\"extra\":1}")]
    [InlineData(AdapterRoutes.ReadAssignments, "{\"content\":\"\",\"receivedOn\":\"2026-02-30\",\"returnReference\":\"R\"}")]
    [InlineData(AdapterRoutes.ReadAssignments, "{\"content\":\"\",\"receivedOn\":\"2026-02-03\",\"returnReference\":\"R\",\"objections\":[null]}")]
    [InlineData(AdapterRoutes.ReadAssignments, "{\"content\":\"\",\"receivedOn\":\"2026-02-03\",\"returnReference\":\"R\",\"objections\":[{\"code\":\"no-such\"}]}")]
    [InlineData(AdapterRoutes.ReadAssignments, "{\"content\":\"\",\"receivedOn\":\"2026-02-03\",\"returnReference\":\"R\",\"objections\":[{\"code\":1}]}")]
    [InlineData(AdapterRoutes.ReadAnswer, "{\"content\":\"\",\"claim\":{\"number\":\"C\",\"sender\":{\"scheme\":\"a\",\"value\":\"b\"},\"payer\":{\"scheme\":\"a\",\"value\":\"b\"},\"currency\":\"EUR\",\"total\":\"1\",\"lines\":[]}}")]
    [InlineData(AdapterRoutes.ReadAnswer, "{\"content\":\"\",\"claim\":{\"number\":\"C\",\"sender\":{\"scheme\":\"a\",\"value\":\"b\"},\"payer\":{\"scheme\":\"a\",\"value\":\"b\"},\"currency\":\"EUR\",\"total\":1,\"lines\":[null]}}")]
    public async Task What_the_contract_does_not_say_is_malformed(string route, string body)
    {
        using var response = await adapter.Billing().PostAsync(route, new StringContent(body, Encoding.UTF8, "application/json"), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("clients")]
    [InlineData("lines")]
    [InlineData("identifiers")]
    public async Task A_hole_in_a_list_is_malformed(string list)
    {
        var claim = JsonSerializer.Serialize(Sample.Claim(), ContractJson.Options);

        using var response = await adapter.Billing().PostAsync(
            AdapterRoutes.RenderClaim, new StringContent(claim.Replace($"\"{list}\":[", $"\"{list}\":[null,"), Encoding.UTF8, "application/json"), Stop);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_holds_every_fault()
    {
        var claim = Sample.Claim().With(0, l => l with { Rate = null }) with { Currency = "SEK" };

        using var response = await adapter.Billing().PostAsJsonAsync(AdapterRoutes.RenderClaim, claim, ContractJson.Options, Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<Problem>(ContractJson.Options, Stop);
        Assert.Equal("urn:buurtzorg:problem:claim-refused", problem!.Type);
        Assert.Equal([("currency-unknown", null), ("rate-missing", "1")], problem.Faults!.Select(f => (f.Code, f.LineId)));
    }

    [Fact]
    public async Task An_XML_bomb_is_refused_in_words()
    {
        var bomb = "<!DOCTYPE a [<!ENTITY b \"bbbb\">]><a>&b;</a>"u8.ToArray();

        using var response = await adapter.Billing().PostAsJsonAsync(AdapterRoutes.ReadAssignments, Sample.Assignments() with { Content = bomb }, ContractJson.Options, Stop);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Contains("DTD", (await response.Content.ReadFromJsonAsync<Problem>(ContractJson.Options, Stop))!.Detail);
    }

    [Fact]
    public async Task No_client_stands_in_a_log_or_in_a_problem()
    {
        using var billing = adapter.Billing();
        var broken = Sample.Claim() with { Clients = [new("a", [new("bsn", "999900007")]), new("b", [new("bsn", "999900007")])] };
        var texts = new List<string>();
        foreach (var (route, request) in new (string, object)[]
        {
            (AdapterRoutes.RenderClaim, Sample.Claim()),
            (AdapterRoutes.RenderClaim, broken),
            (AdapterRoutes.ReadAssignments, Sample.Assignments(m => m.Set("Bsn", "99990000X"))),
            (AdapterRoutes.RenderNotice, Notices.Start().Of(p => p with { FamilyName = new string('Z', 201) })),
            (AdapterRoutes.ReadReturn, new ReturnToRead(Notices.Return("wmo305.xml", "0200", true, m => m.Set("Bsn", "99990000X")), Notices.Sent(Notices.Start()))),
            (AdapterRoutes.ReadAssignments, Sample.Assignments(m => m.Set("Achternaam", new string('Z', 201)))),
        })
        {
            using var response = await billing.PostAsJsonAsync(route, request, ContractJson.Options, Stop);
            if (!response.IsSuccessStatusCode) texts.Add(await response.Content.ReadAsStringAsync(Stop));
        }

        Assert.Equal(5, texts.Count);
        Assert.NotEmpty(adapter.Log.All);
        Assert.DoesNotContain(texts.Concat(adapter.Log.All), text => text.Contains("9999000") && !text.Contains("99990001") || text.Contains("ZZZ"));
    }

    private static async Task<T> Ask<T>(HttpClient billing, string route, object request)
    {
        using var response = await billing.PostAsJsonAsync(route, request, ContractJson.Options, Stop);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Stop));
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, Stop))!;
    }
}
