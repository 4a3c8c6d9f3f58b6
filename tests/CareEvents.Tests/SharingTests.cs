using System.Net;
using System.Text.Json;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Testing;

namespace Buurtzorg.CareEvents.Tests;

public sealed class SharingTests(CareEventsFixture service)
{
    [Fact]
    public async Task A_client_who_refuses_to_share_is_gone_from_feed_replay_webhook_and_the_queue_that_nobody_has_read()
    {
        var (client, other, team) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var integrator = await service.AnIntegratorAsync(teams: [team]);
        var paused = service.Receivers.New();
        var pausedId = await integrator.SubscribeAsync(paused);
        await (await integrator.ActAsync(pausedId, "pause")).ExpectAsync(HttpStatusCode.NoContent);
        var (queueId, queue) = await integrator.SubscribeQueueAsync();
        var before = await service.HeadAsync();
        foreach (var who in new[] { client, other, client, other })
            await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, who, team));
        await Eventually.TrueAsync(async () => (await integrator.DeliveriesAsync(queueId)).Count(delivery => delivery.Outcome == "queued") == 4, "four events in the queue");
        Assert.Equal(4, (await integrator.ReadAllAsync(before)).Count);

        await service.PublishAsync(new SharingChanged(client, 1, team, false));
        await Eventually.TrueAsync(async () => Of(client, await integrator.ReadAllAsync(before)).SequenceEqual(["sharing-changed"]), "the client to be gone from the feed");
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, client, team));
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, other, team));
        await Eventually.TrueAsync(async () => Of(other, await integrator.ReadAllAsync(before)).Count == 3, "the other client to go on");

        await (await integrator.ActAsync(pausedId, "replay", new { after = $"{before}" })).ExpectAsync(HttpStatusCode.NoContent);
        await Eventually.TrueAsync(() => Task.FromResult(paused.Log.Count == 4), "the rest by webhook");
        Assert.Equal(["sharing-changed"], Of(client, paused.Log.Select(received => received.Event)));
        await Eventually.TrueAsync(async () => await RefillAsync(queueId) == 0 && (await integrator.ShowAsync(queueId)).DeliveredUpto == Domain.Sequences.Write(await service.HeadAsync()), "the queue to be made anew");
        var read = await Others.AskAsync("read-queue.mjs", new { address = AddressOf(queue), queue = queue.Name, count = 4 });
        var told = read.GetProperty("messages").EnumerateArray().Select(message => JsonSerializer.Deserialize<JsonElement>(message.GetProperty("body").GetString()!)).ToList();
        Assert.Equal(["sharing-changed"], Of(client, told));
        Assert.Equal(3, Of(other, told).Count);
        Assert.Equal(0, await AboutAsync(client)); // no trace is left in the log but the news
    }

    [Fact]
    public async Task Who_shares_again_is_told_from_then_on_and_an_older_decision_that_comes_late_changes_nothing()
    {
        var (client, team) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await service.PublishAsync(new SharingChanged(client, 3, team, true));
        await Eventually.TrueAsync(async () => (await service.LoggedAsync(client)).Count == 1, "the decision to be known");
        await service.PublishAsync(new SharingChanged(client, 2, team, false));
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, client, team));

        await Eventually.TrueAsync(async () => Of(client, await service.LoggedAsync(client)).SequenceEqual(["sharing-changed", "visit-planned"]), "the visit to be told");
    }

    private static List<string> Of(Guid client, IEnumerable<JsonElement> events) =>
        [.. events.Where(told => told.GetProperty("data").GetProperty("clientId").GetGuid() == client).Select(told => told.GetProperty("type").GetString()!.Split('.')[3])];

    private static string AddressOf(Features.QueueAccess queue) => AmqpTests.AddressOf(queue);

    private async Task<int> RefillAsync(Guid id)
    {
        await using var select = service.Database.CreateCommand("SELECT refill FROM subscriptions WHERE id = $1");
        select.Parameters.AddWithValue(id);
        return (int)(await select.ExecuteScalarAsync())!;
    }

    private async Task<long> AboutAsync(Guid client)
    {
        await using var count = service.Database.CreateCommand("SELECT count(*) FROM events WHERE position($1 in coalesce(convert_from(body, 'UTF8'), '')) > 0 AND type <> 'clients.sharing-changed.v1' OR client_id = $2 AND type <> 'clients.sharing-changed.v1'");
        count.Parameters.AddWithValue(client.ToString());
        count.Parameters.AddWithValue(client);
        return (long)(await count.ExecuteScalarAsync())!;
    }
}
