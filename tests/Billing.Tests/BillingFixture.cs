using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Contracts;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Testing;

namespace Buurtzorg.Billing.Tests;

/// <summary>Billing on real servers, with the demo's agreements, and care-records and the adapter answering over HTTP.</summary>
public class BillingFixture : ServiceFixture<Program>
{
    public BillingFixture()
    {
        Configure("Agreements:File", DemoFile.Path);
        Configure("Adapters:nl-wmo:Secret", "secret of the adapter");
        Configure("Adapters:nl-wmo:Timeout", "00:00:10");
        Configure("Adapters:nl-wmo:Retries", "0");
        Configure("Adapters:nl-wmo:BreakAfter", "1000");
        Configure("Adapters:nl-wmo:PollEvery", "00:00:00.2");
        Stub("nl-wmo", "Adapters:nl-wmo:Url").Handle = Adapter.HandleAsync;
        Stub("care-records").Handle = CareRecords.HandleAsync;
        Clock.Set(new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));
    }

    public FakeAdapter Adapter { get; } = new();
    public FakeCareRecords CareRecords { get; } = new();
    public HttpClient BackOffice => field ??= Client(CallerKinds.BackOffice, new("01920000-0000-7000-8000-00000000002a"));

    /// <summary>Billing looks after its adapters at an interval; waits until it did, from the beginning.</summary>
    public async Task LookedAfterAsync()
    {
        var before = Adapter.Introduced;
        await Eventually.TrueAsync(() => Task.FromResult(Adapter.Introduced > before + 1), "billing to look after its adapter");
    }

    public async Task<JsonElement> GetAsync(string path) => await BackOffice.GetFromJsonAsync<JsonElement>(path);

    public Task<HttpResponseMessage> UploadAsync(string payer, byte[] content) => BackOffice.SendAsync(new HttpRequestMessage(HttpMethod.Post, $"v1/payers/{payer}/messages")
    {
        Content = new ByteArrayContent(content) { Headers = { ContentType = new("application/xml") } },
        Headers = { ExpectContinue = true },
    });

    public Task<HttpResponseMessage> CloseAsync(string payer, string period) => BackOffice.PostAsJsonAsync("v1/claims", new { payerId = payer, period });

    /// <summary>A client of whom care-records knows the number and billing the pseudonym.</summary>
    public async Task<Guid> AdmitAsync(string bsn, Guid? known = null)
    {
        var client = CareRecords.Know(bsn, known);
        await PublishAsync(new ClientAdmitted(client, 1, Guid.CreateVersion7(), FakeCareRecords.Pseudonym(bsn), new DateOnly(2026, 10, 1)));
        return client;
    }

    public static VisitCompleted Visit(Guid client, string start, int minutes, string service = "guidance", long version = 1, Guid? visit = null)
    {
        var startedAt = DateTimeOffset.Parse(start);
        return new(visit ?? Guid.CreateVersion7(), version, client, Guid.CreateVersion7(), Guid.CreateVersion7(), service, startedAt, startedAt.AddMinutes(minutes), minutes, minutes, startedAt.AddHours(4));
    }

    public async Task<JsonElement[]> DeliveriesAsync(Guid client) => [.. (await GetAsync($"v1/deliveries?clientId={client}")).GetProperty("items").EnumerateArray()];

    /// <summary>A client with an authorisation for guidance and visits in October; waits until billing knows it all.</summary>
    public async Task<Guid> GiveCareAsync(string payer, string bsn, params int[] minutes)
    {
        (await UploadAsync(payer, Adapter.Assignment(payer, bsn, [$"{bsn}1"]))).EnsureSuccessStatusCode();
        var client = await AdmitAsync(bsn);
        foreach (var (index, length) in minutes.Index()) await PublishAsync(Visit(client, $"2026-10-{index + 1:00}T09:00:00Z", length));
        await CoveredAsync(client, minutes.Length);
        return client;
    }

    public Task CoveredAsync(Guid client, int visits) => Eventually.TrueAsync(
        async () => (await DeliveriesAsync(client)).Count(delivery => delivery.GetProperty("state").GetString() == "covered") == visits, $"{visits} visits to be covered");

    public async Task<JsonElement> ClaimAsync(Guid id, string state)
    {
        await Eventually.TrueAsync(async () => (await GetAsync($"v1/claims/{id}")).GetProperty("state").GetString() == state, $"the claim to be {state}");
        return await GetAsync($"v1/claims/{id}");
    }

    public async Task<List<JsonElement>> AlertsAsync(string code) =>
        [.. (await GetAsync("v1/alerts?limit=200")).GetProperty("items").EnumerateArray().Where(alert => alert.GetProperty("code").GetString() == code)];

    public async Task<JsonElement> AlertAsync(string code, Func<JsonElement, bool>? which = null)
    {
        await Eventually.TrueAsync(async () => (await AlertsAsync(code)).Any(alert => which?.Invoke(alert) ?? true), $"an alert {code}");
        return (await AlertsAsync(code)).First(alert => which?.Invoke(alert) ?? true);
    }

    /// <summary>A claim of one line of 50 minutes, 5608 cents, that was rendered.</summary>
    public async Task<(Guid Id, string Number, Guid Document)> RenderedAsync(string payer, string bsn)
    {
        await GiveCareAsync(payer, bsn, 50);
        return await CloseAndRenderAsync(payer);
    }

    public async Task<(Guid Id, string Number, Guid Document)> CloseAndRenderAsync(string payer)
    {
        var closed = await (await CloseAsync(payer, "2026-10")).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        var id = closed.GetProperty("id").GetGuid();
        await Eventually.TrueAsync(async () => (await GetAsync($"v1/claims/{id}")).GetProperty("documentId").ValueKind is not JsonValueKind.Null, "the claim to be rendered");
        return (id, closed.GetProperty("number").GetString()!, (await GetAsync($"v1/claims/{id}")).GetProperty("documentId").GetGuid());
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
