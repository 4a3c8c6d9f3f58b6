using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.AspNetCore.Mvc.Testing;
using Xunit;

namespace Buurtzorg.BillingAdapters.Hosting.Tests;

/// <summary>The guide of docs/adapters.md shows a whole adapter in C#. It is the one that is served here.</summary>
public sealed class GuideTests : IDisposable
{
    private const string Secret = "a secret of the tests";

    private static readonly Identifier Village = new("example-village", "zonderwijk"), Provider = new("nl-agb", "99990001");

    private static readonly ClaimToRender Claim = new(
        "C12", new(new(2026, 10, 1), new(2026, 10, 31)), new(2026, 11, 2), Provider, Village, "EUR", 5608, [new("a", [])],
        [new("1", "L1", "a", null, new(null, "GUIDANCE"), new(new(2026, 10, 1), new(2026, 10, 31)), 50, Unit.Minute, 5608, Side.Debit)]);

    private readonly WebApplicationFactory<Program> _adapter = new WebApplicationFactory<Program>().WithWebHostBuilder(web => web.UseSetting("Adapter:Secret", Secret));

    [Fact]
    public void The_guide_shows_the_adapter_that_is_served() => Assert.Contains(
        $"```csharp\n{Text("Program.cs")}```",
        Text("adapters.md"));

    [Fact]
    public async Task A_claim_goes_out_and_its_answer_comes_back()
    {
        var rendered = await Ask<ClaimRendered>(AdapterRoutes.RenderClaim, Claim);
        var message = "zonderwijk C12 99990001 paid"u8.ToArray();
        var identity = await Ask<MessageIdentity>(AdapterRoutes.IdentifyMessage, new MessageToIdentify(message));
        var answer = await Ask<AnswerRead>(AdapterRoutes.ReadAnswer, new AnswerToRead(message, new(
            identity.ClaimNumber!, Provider, Village, "EUR", 5608, [new("1", rendered.Lines[0].AnswerReference, 5608, Side.Debit)])));

        Assert.Equal("L1 5608"u8.ToArray(), rendered.Documents[0].Content);
        Assert.Equal((ClaimOutcome.Granted, 5608, LineOutcome.Granted), (answer.Outcome, answer.Granted, answer.Lines[0].Outcome));
    }

    [Fact]
    public async Task What_is_wrong_is_a_refusal_with_its_faults()
    {
        using var response = await Billing().PostAsJsonAsync(AdapterRoutes.RenderClaim, Claim with { Total = 1 }, ContractJson.Options, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var problem = await response.Content.ReadFromJsonAsync<Problem>(ContractJson.Options, TestContext.Current.CancellationToken);
        Assert.Equal("total-differs", Assert.Single(problem!.Faults!).Code);
    }

    [Fact]
    public async Task Hosting_lets_nobody_in_without_the_secret() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await _adapter.CreateClient().GetAsync(AdapterRoutes.Manifest, TestContext.Current.CancellationToken)).StatusCode);

    public void Dispose() => _adapter.Dispose();

    private async Task<T> Ask<T>(string route, object request)
    {
        using var response = await Billing().PostAsJsonAsync(route, request, ContractJson.Options, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await response.Content.ReadFromJsonAsync<T>(ContractJson.Options, TestContext.Current.CancellationToken))!;
    }

    private HttpClient Billing()
    {
        var client = _adapter.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
        return client;
    }

    private static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Guide", file));
}
