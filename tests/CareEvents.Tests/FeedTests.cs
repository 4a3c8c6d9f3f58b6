using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.CareEvents.Delivery;
using Buurtzorg.CareEvents.Features;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Buurtzorg.CareEvents.Tests;

public sealed class FeedTests(CareEventsFixture service)
{
    [Fact]
    public async Task A_reader_waits_for_the_next_event_and_pages_without_missing_or_repeating_one()
    {
        var team = Guid.CreateVersion7();
        var integrator = await service.AnIntegratorAsync([team]);
        var next = await service.HeadAsync();
        var waiting = integrator.FeedAsync(next, "&wait=30");
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));
        Assert.Single((await waiting).Items);

        for (var visit = 0; visit < 6; visit++)
            await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));
        await Eventually.TrueAsync(async () => (await service.LoggedAsync(team)).Count == 7, "all in the log");
        List<string> seen = [];
        for (var page = await integrator.FeedAsync(next, "&limit=3"); page.Items.Count > 0; page = await integrator.FeedAsync(long.Parse(page.Next), "&limit=3"))
        {
            Assert.InRange(page.Items.Count, 1, 3);
            seen.AddRange(page.Items.Select(told => told.GetProperty("sequence").GetString()!));
        }
        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        foreach (var query in new[] { "limit=0", "limit=1001", "wait=31", "wait=-1" })
            await (await integrator.Http.GetAsync($"v1/events?{query}")).ExpectAsync(HttpStatusCode.BadRequest);
        await (await integrator.Http.GetAsync("v1/events?after=yesterday")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-sequence");
        await (await integrator.Http.GetAsync("v1/events?after=99999999")).RefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-sequence");
    }

    [Fact]
    public async Task A_wait_in_vain_ends_and_says_how_far_was_looked()
    {
        var integrator = await service.AnIntegratorAsync([Guid.CreateVersion7()]);
        var head = await service.HeadAsync();
        var page = await integrator.FeedAsync(head, "&wait=1");
        Assert.Empty(page.Items);
        Assert.True(long.Parse(page.Next) >= head);
    }
}

/// <summary>Has a service of its own, because it forgets what the log holds.</summary>
public sealed class RetentionTests
{
    [Fact]
    public async Task Behind_the_retention_the_feed_says_where_to_go_on_and_a_subscription_stops_with_the_reason()
    {
        await using var service = new CareEventsFixture();
        await service.InitializeAsync();
        var team = Guid.CreateVersion7();
        var integrator = await service.AnIntegratorAsync([team]);
        var receiver = service.Receivers.New();
        var id = await integrator.SubscribeAsync(receiver);
        await (await integrator.ActAsync(id, "pause")).ExpectAsync(HttpStatusCode.NoContent);
        for (var visit = 0; visit < 4; visit++)
            await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));
        await Eventually.TrueAsync(async () => await service.HeadAsync() == 4, "four events in the log");

        await ExecuteAsync("UPDATE events SET logged_at = logged_at - interval '31 days' WHERE sequence <= 2");
        await service.Services.GetServices<IHostedService>().OfType<Housekeeping>().Single().KeepAsync(CancellationToken.None);

        await (await integrator.Http.GetAsync("v1/events?after=1")).RefusedAsync(HttpStatusCode.Gone, "behind-retention");
        var goOn = (await (await integrator.Http.GetAsync("v1/events?after=1")).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("goOnAfter").GetString()!;
        Assert.Equal(2, (await integrator.FeedAsync(long.Parse(goOn))).Items.Count);
        Assert.Equal(2, (await integrator.Http.GetFromJsonAsync<FeedPage>("v1/events", Answers.Json))!.Items.Count);
        await (await integrator.ActAsync(id, "resume")).RefusedAsync(HttpStatusCode.Conflict, "behind-retention");
        await ExecuteAsync("UPDATE subscriptions SET state = 'Active'");
        await Eventually.TrueAsync(async () => (await integrator.ShowAsync(id)).DisabledBecause == "behind-retention", "the subscription to stop");
        await (await integrator.ActAsync(id, "replay", new { after = "1" })).RefusedAsync(HttpStatusCode.Gone, "behind-retention");
        await (await integrator.ActAsync(id, "replay", new { after = goOn })).ExpectAsync(HttpStatusCode.NoContent);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count == 2), "what is left");

        var before = await service.HeadAsync();
        await service.RestartAsync();
        integrator = new IntegratorClient(service, integrator.ClientId, CareEventsFixture.AllScopes);
        await service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Any(received => received.Sequence == before + 1)), "the next number after a restart");

        async Task ExecuteAsync(string sql)
        {
            await using var command = service.Database.CreateCommand(sql);
            await command.ExecuteNonQueryAsync();
        }
    }
}
