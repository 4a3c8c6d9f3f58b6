using System.Net;
using System.Text.Json;
using Buurtzorg.CareEvents.Features;

namespace Buurtzorg.CareEvents.Tests;

public sealed class AmqpTests(CareEventsFixture service)
{
    [Fact]
    public async Task Any_client_reads_its_queue_and_nothing_else()
    {
        var team = Guid.CreateVersion7();
        var integrator = await service.AnIntegratorAsync(teams: [team]);
        var (_, queue) = await integrator.SubscribeQueueAsync();
        var (_, otherQueue) = await integrator.SubscribeQueueAsync();
        var (visit, client) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await service.PublishAsync(Some.VisitPlanned(visit, 1, client, team));
        await service.PublishAsync(Some.VisitCompleted(visit, 2, client, team));

        var read = await Others.AskAsync("read-queue.mjs", new { address = AddressOf(queue), queue = queue.Name, count = 2 });

        var told = read.GetProperty("messages").EnumerateArray().ToList();
        Assert.Equal([1, 2], told.Select(message => JsonSerializer.Deserialize<JsonElement>(message.GetProperty("body").GetString()!).GetProperty("data").GetProperty("version").GetInt64()));
        Assert.All(told, message => Assert.StartsWith("application/cloudevents+json", message.GetProperty("contentType").GetString()));
        var other = await Others.AskAsync("read-queue.mjs", new { address = AddressOf(queue), queue = otherQueue.Name, count = 1 });
        Assert.Contains("ACCESS_REFUSED", other.GetProperty("refused").GetString());
        var refusals = await Others.AskAsync("write-queue.mjs", new { address = AddressOf(queue), queue = queue.Name });
        Assert.All(refusals.EnumerateArray(), refusal => Assert.Contains("ACCESS_REFUSED", refusal.GetString()));
    }

    [Fact]
    public async Task A_new_password_holds_at_once_and_with_the_subscription_its_queue_is_gone()
    {
        var integrator = await service.AnIntegratorAsync(wholeInstall: true);
        var (id, old) = await integrator.SubscribeQueueAsync();
        await (await integrator.ActAsync(id, "rotate-secret")).ExpectAsync(HttpStatusCode.NoContent);
        await (await integrator.ActAsync(id, "test")).ExpectAsync(HttpStatusCode.OK);
        var changed = (await integrator.SecretsAsync(id)).Queue!;

        Assert.True((await Others.AskAsync("read-queue.mjs", new { address = AddressOf(old), queue = old.Name, count = 1 })).TryGetProperty("refused", out _));
        Assert.True((await Others.AskAsync("read-queue.mjs", new { address = AddressOf(changed), queue = changed.Name, count = 1 })).TryGetProperty("messages", out _));
        await (await integrator.Http.DeleteAsync($"v1/subscriptions/{id}")).ExpectAsync(HttpStatusCode.NoContent);
        Assert.True((await Others.AskAsync("read-queue.mjs", new { address = AddressOf(changed), queue = changed.Name, count = 1 })).TryGetProperty("refused", out _));
    }

    internal static string AddressOf(QueueAccess queue) => $"{queue.Address.Replace("://", $"://{queue.User}:{queue.Password}@", StringComparison.Ordinal).TrimEnd('/')}/{Uri.EscapeDataString(queue.VirtualHost)}";
}
