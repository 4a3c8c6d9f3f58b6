using Buurtzorg.Testing;

namespace Buurtzorg.CareEvents.Tests;

[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Runs by itself: it must be over before those that hang run into their time-out.</summary>
[Collection(nameof(Alone))]
public sealed class SlowReceiverTests(CareEventsFixture service)
{
    [Fact]
    public async Task A_receiver_that_hangs_slows_no_other()
    {
        var (team, receiver) = (Guid.CreateVersion7(), service.Receivers.New());
        var integrator = await service.AnIntegratorAsync([team]);
        var released = new TaskCompletionSource();
        var hanging = Enumerable.Range(0, 12).Select(_ => service.Receivers.New()).ToList();
        foreach (var each in hanging)
        {
            each.Answer = async (_, _) =>
            {
                await released.Task;
                return 204;
            };
            await integrator.SubscribeAsync(each);
        }
        await integrator.SubscribeAsync(receiver);

        for (var visit = 0; visit < 20; visit++)
            await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count == 20), "everything at the receiver that answers", TimeSpan.FromSeconds(10));

        Assert.All(hanging, each => Assert.InRange(each.MostAtOnce, 1, 8));
        released.SetResult();
    }
}
