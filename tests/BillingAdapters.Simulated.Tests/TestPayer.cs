using System.Net.Http.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>A payer that no other test uses, as billing and whoever simulates reach it.</summary>
internal sealed class TestPayer(AdapterFixture adapter) : IDisposable
{
    private static int _payers;

    private int _messages;

    public string Council { get; } = $"E06{Interlocked.Increment(ref _payers):D6}";

    public Identifier Identifier => new("uk-la", Council);

    public HttpClient Billing { get; } = adapter.Billing();

    public void Dispose() => Billing.Dispose();

    public ClaimToRender Claim(string number = "C202610001") => Sample.Claim(number) with { Payer = Identifier };

    public static Document Render(ClaimToRender claim) => RenderClaim.Render(claim, Sample.World).Value!.Documents[0];

    public static AnswerRead Read(IncomingMessage message, ClaimToRender claim) => ReadAnswer.Read(new(message.Document.Content, Sample.Sent(claim)), Sample.World).Value!;

    public Task<HttpResponseMessage> TryToSendAsync(Document document, string key, CancellationToken ct = default) => Billing.SendAsync($"{Council}-{key}", document, Council, ct);

    public async Task SendAsync(Document document, string? key = null)
    {
        using var response = await TryToSendAsync(document, key ?? $"{++_messages}");
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public Task SendAsync(ClaimToRender claim) => SendAsync(Render(claim));

    public Task<IReadOnlyList<IncomingMessage>> ReceiveAsync() => Billing.ReceiveAsync(Council);

    public async Task SimulateAsync(Func<Simulation, Simulation> change)
    {
        using var response = await Billing.SimulateAsync(change(new(Council)));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task<SimulatedPayer> StateAsync() =>
        (await Billing.GetFromJsonAsync<SimulationState>("simulation", Calls.Json))!.Payers.Single(p => p.Payer == Council);
}
