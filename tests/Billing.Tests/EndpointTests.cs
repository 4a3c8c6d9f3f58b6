using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

public sealed class EndpointTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task No_endpoint_answers_without_a_token_to_an_empty_body_or_to_too_much() =>
        Assert.Empty(await EndpointRules.BreachesAsync(billing, "/v1/payers/{payerId}/messages"));

    [Fact]
    public async Task The_document_says_what_everything_is_for()
    {
        var document = await billing.GetAsync("v1/openapi.json");

        Assert.All(document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()), operation => Assert.True(operation.Value.TryGetProperty("summary", out _), operation.Name));
        Assert.Equal("The rate times the volume, rounded once; in minor units, not negative.",
            document.GetProperty("components").GetProperty("schemas").GetProperty("ClaimLineDetail").GetProperty("properties").GetProperty("amountMinor").GetProperty("description").GetString());
    }

    [Theory]
    [InlineData(CallerKinds.Professional)]
    [InlineData(CallerKinds.Citizen)]
    [InlineData(CallerKinds.Coach)]
    [InlineData(CallerKinds.Integrator)]
    [InlineData(CallerKinds.Operator)]
    public async Task Only_the_back_office_is_let_in(string kind)
    {
        using var caller = billing.Client(kind);
        foreach (var path in new[] { $"v1/messages/{Guid.NewGuid()}/_sent", $"v1/messages/{Guid.NewGuid()}/_settle" })
            Assert.Equal(HttpStatusCode.Forbidden, (await caller.PostAsync(path, null)).StatusCode);
        foreach (var path in new[] { "v1/payers", "v1/messages", $"v1/messages/{Guid.NewGuid()}", $"v1/messages/{Guid.NewGuid()}/content", "v1/authorisations", "v1/deliveries", "v1/claims", $"v1/claims/{Guid.NewGuid()}", "v1/ledger/balances", "v1/rejections", "v1/alerts" })
            Assert.Equal(HttpStatusCode.Forbidden, (await caller.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Lists_come_in_pages_that_hold_everything_once()
    {
        for (var i = 0; i < 3; i++) (await billing.UploadAsync("nl-wmo:9902", billing.Adapter.Assignment("nl-wmo:9902", "999900018", [$"{i}1", $"{i}2"]))).EnsureSuccessStatusCode();
        var client = await billing.AdmitAsync("999900018");
        for (var day = 1; day <= 5; day++) await billing.PublishAsync(BillingFixture.Visit(client, $"2026-10-0{day}T09:00:00Z", 30, day % 2 == 0 ? "guidance" : "guidance-specialised"));
        await billing.CoveredAsync(client, 5);
        await billing.GiveCareAsync("nl-wmo:9903", "999900031", 30);
        var claim = (await (await billing.CloseAsync("nl-wmo:9902", "2026-10")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
        (await billing.CloseAsync("nl-wmo:9903", "2026-10")).EnsureSuccessStatusCode();

        Assert.Equal(20, (await AllAsync("v1/payers?limit=7")).Count);
        Assert.Equal(6, (await AllAsync("v1/authorisations?payerId=nl-wmo:9902&limit=4")).Count);
        Assert.Equal(6, (await AllAsync("v1/messages?payerId=nl-wmo:9902&limit=3")).Count(message => message.GetProperty("kind").GetString() != "claim"));
        Assert.Equal(5, (await AllAsync($"v1/deliveries?clientId={client}&limit=2")).Count);
        Assert.Equal(6, (await AllAsync("v1/deliveries?period=2026-10&limit=2")).Count);
        Assert.Equal(2, (await AllAsync("v1/claims?limit=1")).Count);
        var first = await billing.GetAsync($"v1/claims/{claim}?limit=1");
        var second = await billing.GetAsync($"v1/claims/{claim}?limit=1&after={first.GetProperty("nextLine").GetString()}");
        Assert.EndsWith("000001", first.GetProperty("lines")[0].GetProperty("reference").GetString());
        Assert.EndsWith("000002", second.GetProperty("lines")[0].GetProperty("reference").GetString());
        Assert.Equal(JsonValueKind.Null, second.GetProperty("nextLine").ValueKind);
        Assert.Equal(HttpStatusCode.BadRequest, (await billing.BackOffice.GetAsync("v1/claims?limit=1000")).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await billing.BackOffice.GetAsync("v1/deliveries?period=october")).StatusCode);
    }

    private async Task<List<JsonElement>> AllAsync(string path)
    {
        var (items, after) = (new List<JsonElement>(), "");
        while (true)
        {
            var page = await billing.GetAsync(path + after);
            items.AddRange(page.GetProperty("items").EnumerateArray());
            if (page.GetProperty("next").GetString() is not { } next) return items;
            after = $"&after={next}";
        }
    }
}

public sealed class RestartTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task Everything_is_still_there_after_a_restart()
    {
        var client = await billing.GiveCareAsync("nl-wmo:9901", "999900006", 30);
        var claim = (await (await billing.CloseAsync("nl-wmo:9901", "2026-10")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        var document = (await billing.ClaimAsync(claim, "rendered")).GetProperty("documentId").GetString();
        string[] paths =
        [
            "v1/payers", "v1/messages", $"v1/messages/{document}", $"v1/messages/{document}/content", "v1/authorisations", $"v1/deliveries?clientId={client}", "v1/claims", $"v1/claims/{claim}", "v1/ledger/balances",
        ];
        var before = await Task.WhenAll(paths.Select(path => billing.BackOffice.GetStringAsync(path)));

        await billing.RestartAsync();

        using var backOffice = billing.Client(CallerKinds.BackOffice);
        Assert.Equal(before, await Task.WhenAll(paths.Select(path => backOffice.GetStringAsync(path))));
    }
}
