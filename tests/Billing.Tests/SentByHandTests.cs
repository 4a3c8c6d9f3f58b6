using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Features;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.Billing.Tests;

public sealed class SentByHandTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task A_claim_is_sent_when_the_back_office_says_so_and_a_missing_answer_is_an_alert_until_it_comes()
    {
        var (id, number, document) = await billing.RenderedAsync("nl-wmo:9901", "999900006");
        Assert.Equal("rendered", Text(await billing.GetAsync($"v1/claims/{id}"), "state")); // the adapter carries nothing

        var said = await (await billing.BackOffice.PostAsync($"v1/messages/{document}/_sent", null)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        billing.Clock.Set(new(2026, 11, 17, 12, 0, 0, TimeSpan.Zero));
        var again = await (await billing.BackOffice.PostAsync($"v1/messages/{document}/_sent", null)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(Text(said, "sentAt"), Text(again, "sentAt"));
        Assert.Equal("2026-11-17", Text(await billing.ClaimAsync(id, "sent"), "answerDueOn"));
        Assert.DoesNotContain(await billing.AlertsAsync("missing-answer"), alert => Text(alert, "claimId") == id.ToString()); // the last day is in time
        billing.Clock.Set(new(2026, 11, 17, 23, 30, 0, TimeSpan.Zero)); // the 18th where the install is
        var alert = await billing.AlertAsync("missing-answer", alert => Text(alert, "claimId") == id.ToString());
        Assert.Equal(("nl-wmo:9901", $"The payer's answer to claim {number} was due on 2026-11-17 and is not there."), (Text(alert, "payerId"), Text(alert, "what")));

        await billing.UploadAsync("nl-wmo:9901", billing.Adapter.Answer("nl-wmo:9901", number, new() { [$"answer-{number}000001"] = 5608 }));

        await billing.ClaimAsync(id, "answered");
        Assert.DoesNotContain(await billing.AlertsAsync("missing-answer"), alert => Text(alert, "claimId") == id.ToString());
        var submitted = Assert.Single(await billing.AnnouncedAsync<ClaimSubmitted>(), claim => claim.ClaimId == id);
        var answered = Assert.Single(await billing.AnnouncedAsync<ClaimAnswered>(), claim => claim.ClaimId == id);
        Assert.Equal(("nl-wmo:9901", "2026-10", true), (submitted.PayerId, answered.Period, answered.Version > submitted.Version));
        billing.Clock.Set(new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task An_answer_proves_that_a_claim_was_sent_and_that_can_still_be_said_afterwards()
    {
        var (id, number, document) = await billing.RenderedAsync("nl-wmo:9902", "999900018");
        await billing.UploadAsync("nl-wmo:9902", billing.Adapter.Answer("nl-wmo:9902", number, new() { [$"answer-{number}000001"] = 5608 }));
        await billing.ClaimAsync(id, "answered");

        (await billing.BackOffice.PostAsync($"v1/messages/{document}/_sent", null)).EnsureSuccessStatusCode();

        Assert.NotEqual(JsonValueKind.Null, (await billing.ClaimAsync(id, "answered")).GetProperty("sentAt").ValueKind);
    }

    [Fact]
    public async Task Only_what_was_made_for_a_payer_can_be_sent_and_only_what_is_wrong_is_settled()
    {
        var message = await (await billing.UploadAsync("nl-wmo:9903", billing.Adapter.Assignment("nl-wmo:9903", "999900031", ["3"]))).Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal(HttpStatusCode.Conflict, (await billing.BackOffice.PostAsync($"v1/messages/{Text(message, "id")}/_sent", null)).StatusCode);
        Assert.Equal(HttpStatusCode.Conflict, (await billing.BackOffice.PostAsync($"v1/messages/{Text(message, "id")}/_settle", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await billing.BackOffice.PostAsync($"v1/messages/{Guid.NewGuid()}/_sent", null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await billing.BackOffice.PostAsync($"v1/messages/{Guid.NewGuid()}/_settle", null)).StatusCode);
    }

    [Fact]
    public async Task A_return_message_that_was_not_sent_in_time_is_an_alert()
    {
        var message = await (await billing.UploadAsync("nl-wmo:9904", billing.Adapter.Assignment("nl-wmo:9904", "999900043", ["4"]))).Content.ReadFromJsonAsync<JsonElement>();
        var owed = Text(message, "returnMessageId");
        Assert.Equal("2026-11-06", Text(await billing.GetAsync($"v1/messages/{owed}"), "dueOn")); // three working days, as the adapter says
        billing.Clock.Set(new(2026, 11, 6, 12, 0, 0, TimeSpan.Zero));
        Assert.DoesNotContain(await billing.AlertsAsync("return-overdue"), alert => Text(alert, "messageId") == owed);
        billing.Clock.Set(new(2026, 11, 7, 12, 0, 0, TimeSpan.Zero));

        await billing.AlertAsync("return-overdue", alert => Text(alert, "messageId") == owed);
        await billing.BackOffice.PostAsync($"v1/messages/{owed}/_sent", null);

        Assert.DoesNotContain(await billing.AlertsAsync("return-overdue"), alert => Text(alert, "messageId") == owed);
        billing.Clock.Set(new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Refused_claims_refused_messages_and_contradicting_answers_are_alerts_until_they_are_dealt_with()
    {
        var (_, number, _) = await billing.RenderedAsync("nl-wmo:9905", "999900055");
        await billing.UploadAsync("nl-wmo:9905", billing.Adapter.Answer("nl-wmo:9905", number, new() { [$"answer-{number}000001"] = 5608 }));
        await billing.UploadAsync("nl-wmo:9905", billing.Adapter.Answer("nl-wmo:9905", number, []));
        await billing.UploadAsync("nl-wmo:9905", billing.Adapter.Other("nl-wmo:9905"));
        await billing.GiveCareAsync("nl-wmo:9906", "999900067", 50);
        billing.Adapter.Refuses = [new("too-late", "The payer takes no claim of this month any more.")];
        await billing.CloseAsync("nl-wmo:9906", "2026-10");

        Assert.Equal("nl-wmo:9906", Text(await billing.AlertAsync("claim-refused"), "payerId"));
        Assert.Contains(number, Text(await billing.AlertAsync("contradicting-answer", Ours), "what"));
        Assert.Contains("WMO319", Text(await billing.AlertAsync("message-refused", Ours), "what"));

        billing.Adapter.Refuses = [];
        await billing.CloseAsync("nl-wmo:9906", "2026-10");
        foreach (var code in new[] { "contradicting-answer", "message-refused" })
            (await billing.BackOffice.PostAsync($"v1/messages/{Text(await billing.AlertAsync(code, Ours), "messageId")}/_settle", null)).EnsureSuccessStatusCode();

        await Eventually.TrueAsync(async () => (await billing.AlertsAsync("claim-refused")).Count == 0, "the claim to be rendered");
        Assert.DoesNotContain(await billing.AlertsAsync("contradicting-answer"), alert => Ours(alert));
        Assert.DoesNotContain(await billing.AlertsAsync("message-refused"), alert => Ours(alert));

        static bool Ours(JsonElement alert) => alert.GetProperty("payerId").GetString() == "nl-wmo:9905";
    }

    [Fact]
    public async Task Alerts_come_in_pages()
    {
        for (var i = 0; i < 3; i++) await billing.UploadAsync("nl-wmo:9907", billing.Adapter.Other("nl-wmo:9907"));
        List<string> seen = [];
        for (var after = ""; ;)
        {
            var page = await billing.GetAsync("v1/alerts?limit=2" + after);
            Assert.InRange(page.GetProperty("items").GetArrayLength(), 0, 2);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Where(alert => alert.GetProperty("payerId").GetString() == "nl-wmo:9907").Select(alert => Text(alert, "id")));
            if (page.GetProperty("next").GetString() is not { } next) break;
            after = "&after=" + next;
        }

        Assert.Equal(3, seen.Distinct().Count());
    }

    [Fact]
    public async Task An_alert_is_told_once_and_again_when_it_begins_again()
    {
        billing.Clock.Set(new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));
        var message = await (await billing.UploadAsync("nl-wmo:9908", billing.Adapter.Assignment("nl-wmo:9908", "999900080", ["8"]))).Content.ReadFromJsonAsync<JsonElement>();
        var owed = message.GetProperty("returnMessageId").GetGuid();

        for (var times = 0; times < 2; times++)
        {
            billing.Clock.Set(new(2026, 11, 9, 9, 0, 0, TimeSpan.Zero));
            await BegunAsync();
            Assert.Equal(1, await ToldAsync());
            Assert.Equal(0, await BegunAsync());
            billing.Clock.Set(new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));
            await BegunAsync();
            Assert.Equal(0, await ToldAsync());
        }

        Task<long> ToldAsync() => billing.ScalarAsync<long>($"SELECT count(*) FROM told_alerts WHERE id = '{owed}'");

        async Task<int> BegunAsync() // the service asks too, every now and then; an alert is told by whoever asks first
        {
            await using var scope = billing.Services.CreateAsyncScope();
            return (await ActivatorUtilities.CreateInstance<AlertBook>(scope.ServiceProvider).BegunAsync(default)).Count(alert => alert.MessageId == owed);
        }
    }

    [Fact]
    public async Task Claims_late_answers_and_adapters_are_measured()
    {
        var (_, _, document) = await billing.RenderedAsync("nl-wmo:9909", "999900092");
        await billing.BackOffice.PostAsync($"v1/messages/{document}/_sent", null);
        billing.Clock.Set(new(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

        await using var scope = billing.Services.CreateAsyncScope();
        var figures = await ActivatorUtilities.CreateInstance<AlertBook>(scope.ServiceProvider).FiguresAsync(default);
        billing.Clock.Set(new(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));

        Assert.Equal(["closed", "refused", "rendered", "sent", "answered", "paid"], figures.Claims.Keys);
        Assert.True(figures.Claims["sent"] >= 1 && figures.AnswerOverdue >= 1);
        Assert.False(Assert.Single(figures.Unusable).Value);
        HashSet<string> published = [];
        using var listener = new MeterListener { InstrumentPublished = (instrument, _) => { lock (published) published.Add(instrument.Name); } };
        listener.Start();
        Assert.Superset(new HashSet<string> { "buurtzorg.claims", "buurtzorg.claims.answer_overdue", "buurtzorg.adapter.unusable" }, published);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
