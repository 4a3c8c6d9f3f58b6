using Buurtzorg.Testing;

namespace Buurtzorg.CareEvents.Tests;

public sealed class FlowTests(CareEventsFixture service)
{
    [Fact]
    public async Task A_completed_visit_reaches_webhook_and_feed_of_who_may_hear_it()
    {
        var (visit, client, team) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var integrator = await service.AnIntegratorAsync(teams: [team]);
        var stranger = await service.AnIntegratorAsync(teams: [Guid.CreateVersion7()]);
        var receiver = service.Receivers.New();
        var id = await integrator.SubscribeAsync(receiver);
        var before = await service.HeadAsync();

        await service.PublishAsync(Some.VisitCompleted(visit, 1, client, team));

        var received = await Eventually.GetAsync(() => Task.FromResult(receiver.Log.FirstOrDefault()), "the event at the receiver");
        Assert.Equal(("nl.wijkzorg.visits.visit-completed.v1", visit.ToString()), (received.Type, received.Subject));
        Assert.Equal(received.Id, received.Event.GetProperty("id").GetString());
        var told = Assert.Single(await integrator.ReadAllAsync(before));
        Assert.Equal(received.Body, told.GetRawText());
        Assert.Empty(await stranger.ReadAllAsync(before));
        await Eventually.TrueAsync(async () => (await integrator.DeliveriesAsync(id)).Any(delivery => delivery is { Outcome: "delivered", Status: 204, Sequence: not null }), "the delivery in the log of deliveries");
    }
}
