using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.CareEvents.Features;
using Buurtzorg.Platform;

namespace Buurtzorg.CareEvents.Tests;

/// <summary>Another organisation's program with its token.</summary>
public sealed class IntegratorClient(CareEventsFixture service, string clientId, string scopes)
{
    public string ClientId => clientId;
    public HttpClient Http { get; } = service.IntegratorHttp(clientId, scopes);

    /// <summary>Subscribes a receiver and lets it prove itself.</summary>
    public async Task<Guid> SubscribeAsync(Receiver receiver, string[]? types = null, Guid[]? teams = null, string[]? areas = null)
    {
        var id = await (await Http.PostAsJsonAsync("v1/subscriptions", new { way = "webhook", url = receiver.Address, types = types?.Select(type => CareEventsFixture.Prefix + type), teams, areas })).IdAsync();
        await (await ActAsync(id, "challenge")).ExpectAsync(HttpStatusCode.NoContent);
        return id;
    }

    public async Task<(Guid Id, QueueAccess Queue)> SubscribeQueueAsync(Guid[]? teams = null)
    {
        var id = await (await Http.PostAsJsonAsync("v1/subscriptions", new { way = "amqp", teams })).IdAsync();
        return (id, (await SecretsAsync(id)).Queue!);
    }

    public Task<HttpResponseMessage> ActAsync(Guid id, string act, object? body = null) => Http.PostAsync($"v1/subscriptions/{id}/_{act}", body is null ? null : JsonContent.Create(body));

    public async Task<Secrets> SecretsAsync(Guid id) => (await Http.GetFromJsonAsync<Secrets>($"v1/subscriptions/{id}/secrets", Answers.Json))!;

    public async Task<ShownSubscription> ShowAsync(Guid id) => (await Http.GetFromJsonAsync<ShownSubscription>($"v1/subscriptions/{id}", Answers.Json))!;

    public async Task<List<ShownDelivery>> DeliveriesAsync(Guid id) => [.. (await Http.GetFromJsonAsync<Page<ShownDelivery>>($"v1/subscriptions/{id}/deliveries?limit=200", Answers.Json))!.Items];

    public async Task<FeedPage> FeedAsync(long after, string more = "") => (await Http.GetFromJsonAsync<FeedPage>($"v1/events?after={after}{more}", Answers.Json))!;

    /// <summary>Everything after a sequence that this integrator hears, page by page.</summary>
    public async Task<List<JsonElement>> ReadAllAsync(long after)
    {
        List<JsonElement> events = [];
        for (var next = after; ;)
        {
            var page = await FeedAsync(next);
            events.AddRange(page.Items);
            if (long.Parse(page.Next) == next)
                return events;
            next = long.Parse(page.Next);
        }
    }
}
