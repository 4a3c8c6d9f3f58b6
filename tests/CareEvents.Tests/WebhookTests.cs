using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Testing;

namespace Buurtzorg.CareEvents.Tests;

public sealed class WebhookTests(CareEventsFixture service)
{
    [Fact]
    public async Task The_package_of_Standard_Webhooks_accepts_our_signatures_also_while_a_secret_is_rotated_and_refuses_one_altered_byte()
    {
        var (team, integrator, receiver) = await AReceiverAsync();
        var id = await integrator.SubscribeAsync(receiver);
        var old = (await integrator.SecretsAsync(id)).Secret!;
        await PlanAsync(team);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count == 1), "the first event");
        await (await integrator.ActAsync(id, "rotate-secret")).ExpectAsync(HttpStatusCode.NoContent);
        var rotated = await integrator.SecretsAsync(id);
        await PlanAsync(team);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count == 2), "the second event");

        var (first, second) = (receiver.Log[0], receiver.Log[1]);
        Assert.Equal(old, rotated.OldSecret);
        var altered = second.Body.Replace("1.0", "1.1", StringComparison.Ordinal);
        object Check(string secret, Received received, string? body = null) => new { secret, id = received.Id, timestamp = received.Timestamp, signature = received.Signature, body = body ?? received.Body };
        var answers = await Others.AskAsync("verify-webhooks.mjs", new[]
        {
            Check(old, receiver.All[0]), Check(old, first), Check(old, second), Check(rotated.Secret!, second), Check(rotated.Secret!, first), Check(old, second, altered), Check(old, second with { Id = Guid.NewGuid().ToString() }),
        });

        Assert.Equal([true, true, true, true, false, false, false], answers.EnumerateArray().Select(answer => answer.ValueKind == JsonValueKind.True));
        Assert.StartsWith("application/cloudevents+json", second.ContentType);
    }

    [Fact]
    public async Task A_receiver_that_does_not_answer_the_challenge_gets_nothing()
    {
        var (team, integrator, _) = await AReceiverAsync();
        await using var mute = new StubServer { Handle = _ => Task.CompletedTask };
        var id = await (await integrator.Http.PostAsJsonAsync("v1/subscriptions", new { way = "webhook", url = mute.Address })).IdAsync();

        await (await integrator.ActAsync(id, "challenge")).RefusedAsync(HttpStatusCode.Conflict, "challenge-not-answered");
        await (await integrator.ActAsync(id, "test")).RefusedAsync(HttpStatusCode.Conflict, "receiver-unproven");
        await (await integrator.ActAsync(id, "replay", new { after = "0" })).RefusedAsync(HttpStatusCode.Conflict, "receiver-unproven");
        await PlanAsync(team);

        Assert.Equal("unproven", (await integrator.Http.GetFromJsonAsync<JsonElement>($"v1/subscriptions/{id}")).GetProperty("state").GetString());
        Assert.Null(Assert.Single(await integrator.DeliveriesAsync(id)).Sequence);
    }

    [Fact]
    public async Task A_subject_s_events_come_in_order_and_a_refused_one_holds_up_its_own_client_only()
    {
        var (team, integrator, receiver) = await AReceiverAsync();
        var (client, other, visit) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var refuses = true;
        receiver.Answer = (received, _) => Task.FromResult(refuses && received.Subject == visit.ToString() ? 422 : 204);
        var id = await integrator.SubscribeAsync(receiver);

        await service.PublishAsync(Some.VisitPlanned(visit, 1, client, team));
        await service.PublishAsync(Some.VisitMoved(visit, 2, client, team));
        var others = Enumerable.Range(0, 5).Select(_ => Guid.CreateVersion7()).ToArray();
        foreach (var each in others)
            await service.PublishAsync(Some.VisitPlanned(each, 1, other, team));
        await Eventually.TrueAsync(async () => others.All(each => receiver.Log.Any(received => received.Subject == each.ToString())) && await ParkedAsync(id) == 2, "the others to come and the refused to wait");
        Assert.DoesNotContain(receiver.Log, received => received.Type.Contains("moved", StringComparison.Ordinal));
        refuses = false;
        await HurryAsync(id);

        await Eventually.TrueAsync(async () => receiver.Log.Count(received => received.Subject == visit.ToString()) >= 3 && await ParkedAsync(id) == 0, "the refused to come");
        Assert.Equal(["visit-planned", "visit-moved"], receiver.Log.Where(received => received.Subject == visit.ToString()).Select(received => received.Type.Split('.')[3]).Distinct());
        Assert.Equal("active", await StateAsync(integrator, id));
    }

    [Fact]
    public async Task A_receiver_that_is_away_is_tried_again_for_three_days_and_goes_on_where_it_was()
    {
        var (team, integrator, receiver) = await AReceiverAsync();
        var away = true;
        receiver.Answer = (_, _) => Task.FromResult(away ? 503 : 204);
        var id = await integrator.SubscribeAsync(receiver);
        await PlanAsync(team);
        await Eventually.TrueAsync(async () => (await integrator.ShowAsync(id)).Failures == 1, "the first failure");
        Assert.NotNull((await integrator.ShowAsync(id)).RetryAt);

        await ExecuteAsync("UPDATE subscriptions SET failing_since = failing_since - interval '3 days', retry_at = now() WHERE id = $1", id);
        await Eventually.TrueAsync(async () => await StateAsync(integrator, id) == "disabled", "the subscription to be disabled");
        Assert.Equal("away-for-three-days", (await integrator.ShowAsync(id)).DisabledBecause);

        away = false;
        await (await integrator.ActAsync(id, "resume")).ExpectAsync(HttpStatusCode.NoContent);
        await Eventually.TrueAsync(async () => (await integrator.DeliveriesAsync(id)).Any(delivery => delivery is { Outcome: "delivered", Sequence: not null }), "the event to come");
        Assert.Equal((0, null), ((await integrator.ShowAsync(id)).Failures, (await integrator.ShowAsync(id)).RetryAt));
    }

    [Fact]
    public async Task A_receiver_that_is_gone_gets_nothing_more()
    {
        var (team, integrator, receiver) = await AReceiverAsync();
        receiver.Answer = (_, _) => Task.FromResult(410);
        var id = await integrator.SubscribeAsync(receiver);
        await PlanAsync(team);
        await Eventually.TrueAsync(async () => await StateAsync(integrator, id) == "disabled", "the subscription to be disabled");

        await PlanAsync(team);

        Assert.Equal("gone", (await integrator.ShowAsync(id)).DisabledBecause);
        Assert.Single(receiver.Log);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        var (team, integrator, receiver) = await AReceiverAsync();
        var inside = service.Receivers.New();
        receiver.Answer = (_, context) =>
        {
            context.Response.Headers.Location = inside.Address.ToString();
            return Task.FromResult(307);
        };
        var id = await integrator.SubscribeAsync(receiver);
        await PlanAsync(team);

        await Eventually.TrueAsync(async () => (await integrator.DeliveriesAsync(id)).Any(delivery => delivery is { Outcome: "redirect-not-followed", Status: 307 }), "the redirect in the log of deliveries");
        Assert.Empty(inside.All);
    }

    [Fact]
    public async Task A_pause_keeps_events_and_a_replay_brings_them_again_with_the_ids_they_had()
    {
        var (team, integrator, receiver) = await AReceiverAsync();
        var id = await integrator.SubscribeAsync(receiver);
        var before = await service.HeadAsync();
        await (await integrator.ActAsync(id, "pause")).ExpectAsync(HttpStatusCode.NoContent);
        await PlanAsync(team);
        await Eventually.TrueAsync(async () => (await service.LoggedAsync(team)).Count == 1, "the event in the log");
        Assert.Empty(receiver.Log);

        await (await integrator.ActAsync(id, "resume")).ExpectAsync(HttpStatusCode.NoContent);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count == 1), "the event after the pause");
        await (await integrator.ActAsync(id, "replay", new { after = $"{before}" })).ExpectAsync(HttpStatusCode.NoContent);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count == 2), "the event again by sequence");
        await (await integrator.ActAsync(id, "replay", new { from = receiver.Log[0].Event.GetProperty("time").GetString() })).ExpectAsync(HttpStatusCode.NoContent);
        await Eventually.TrueAsync(() => Task.FromResult(receiver.Log.Count == 3), "the event again by time");

        Assert.Single(receiver.Log.Select(received => received.Id).Distinct());
        await (await integrator.ActAsync(id, "replay", new { })).RefusedAsync(HttpStatusCode.UnprocessableEntity, "from-or-after");
        await (await integrator.ActAsync(id, "replay", new { after = "99999999" })).RefusedAsync(HttpStatusCode.UnprocessableEntity, "unknown-sequence");
    }

    [Fact]
    public async Task A_test_event_comes_at_once_and_a_deleted_subscription_is_gone()
    {
        var (_, integrator, receiver) = await AReceiverAsync();
        var id = await integrator.SubscribeAsync(receiver);

        var tested = await (await integrator.ActAsync(id, "test")).Content.ReadFromJsonAsync<JsonElement>();

        Assert.True(tested.GetProperty("delivered").GetBoolean());
        Assert.Equal("nl.wijkzorg.subscriptions.subscription-tested.v1", receiver.All[^1].Type);
        await (await integrator.Http.DeleteAsync($"v1/subscriptions/{id}")).ExpectAsync(HttpStatusCode.NoContent);
        await (await integrator.Http.GetAsync($"v1/subscriptions/{id}")).ExpectAsync(HttpStatusCode.NotFound);
    }

    private async Task<(Guid Team, IntegratorClient Integrator, Receiver Receiver)> AReceiverAsync()
    {
        var team = Guid.CreateVersion7();
        return (team, await service.AnIntegratorAsync(teams: [team]), service.Receivers.New());
    }

    private Task PlanAsync(Guid team) => service.PublishAsync(Some.VisitPlanned(Guid.CreateVersion7(), 1, Guid.CreateVersion7(), team));

    private static async Task<string> StateAsync(IntegratorClient integrator, Guid id) => (await integrator.ShowAsync(id)).State.ToString().ToLowerInvariant();

    private Task HurryAsync(Guid id) => ExecuteAsync("WITH hurried AS (UPDATE parked_events SET retry_at = now() WHERE subscription_id = $1 AND retry_at IS NOT NULL) UPDATE subscriptions SET parked_until = now() WHERE id = $1", id);

    private async Task<long> ParkedAsync(Guid id)
    {
        await using var count = service.Database.CreateCommand("SELECT count(*) FROM parked_events WHERE subscription_id = $1");
        count.Parameters.AddWithValue(id);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql, Guid id)
    {
        await using var command = service.Database.CreateCommand(sql);
        command.Parameters.AddWithValue(id);
        await command.ExecuteNonQueryAsync();
    }
}
