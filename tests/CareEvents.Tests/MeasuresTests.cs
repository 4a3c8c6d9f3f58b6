using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Buurtzorg.CareEvents.Tests;

public sealed class MeasuresTests(CareEventsFixture service)
{
    private sealed record Measured(string Name, double Value, Dictionary<string, object?> Tags);

    [Fact]
    public async Task Deliveries_that_fail_and_subscriptions_that_wait_are_measured_and_nobody_is_named()
    {
        ConcurrentQueue<Measured> all = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => { if (instrument.Meter.Name == "Buurtzorg.CareEvents") self.EnableMeasurementEvents(instrument); } };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => all.Enqueue(new(instrument.Name, value, new(tags.ToArray()))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => all.Enqueue(new(instrument.Name, value, new(tags.ToArray()))));
        listener.Start();
        var team = Guid.CreateVersion7();
        var integrator = await service.AnIntegratorAsync(teams: [team]);
        var receiver = service.Receivers.New();
        receiver.Answer = (_, _) => Task.FromResult(503);
        await integrator.SubscribeAsync(receiver);
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));

        await Eventually.TrueAsync(() => Task.FromResult(all.Any(one => Failed(one) && one.Value > 0)), "the failed delivery");
        await Eventually.TrueAsync(async () =>
        {
            await service.Services.GetServices<IHostedService>().OfType<Housekeeping>().Single().KeepAsync(CancellationToken.None);
            listener.RecordObservableInstruments();
            return all.Any(one => one.Name == "buurtzorg.subscriptions" && Waits(one) && one.Value >= 1) && all.Any(one => one.Name == "buurtzorg.subscriptions.lag" && Waits(one) && one.Value > 0);
        }, "the subscription that waits");

        Assert.Contains(all, one => one.Name == "buurtzorg.subscriptions" && Equals(one.Tags["care_events.subscription.state"], "disabled"));
        Assert.Empty(all.SelectMany(one => one.Tags.Keys).Except(["care_events.way", "error.type", "care_events.subscription.state"]));
        Assert.All(all.SelectMany(one => one.Tags.Values), value => Assert.Matches("^[a-z-]+$", Assert.IsType<string>(value)));
    }

    private static bool Failed(Measured one) => one.Name == "buurtzorg.care_events.delivery.duration" && Equals(one.Tags["care_events.way"], "webhook") && Equals(one.Tags.GetValueOrDefault("error.type"), "failed");

    private static bool Waits(Measured one) => Equals(one.Tags["care_events.subscription.state"], Measures.Waiting);
}
