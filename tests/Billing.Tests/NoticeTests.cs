using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Features;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Buurtzorg.Billing.Tests;

public sealed class NoticeTests(NoticesFixture billing) : IClassFixture<NoticesFixture>
{
    [Theory]
    [InlineData("assignment, admission", "nl-wmo:9901", "999900006")]
    [InlineData("admission, assignment", "nl-wmo:9902", "999900018")]
    public async Task The_start_of_care_is_told_whatever_arrives_first(string order, string payer, string bsn)
    {
        var client = Guid.CreateVersion7();
        foreach (var step in order.Split(", "))
        {
            if (step == "assignment") await AssignAsync(payer, bsn);
            else await billing.PublishAsync(billing.Admitted(client, bsn));
        }

        await billing.ToldAsync(client, "new start 2026-10-01 rendered");
        var told = Assert.Single(billing.Payers.Notices, notice => notice.Client.Identifiers.Single().Value == bsn);
        Assert.Equal((NoticeKind.Start, payer, bsn, new DateOnly(2026, 11, 3)), (told.Kind, $"{told.Payer.Scheme}:{told.Payer.Value}", told.Items.Single().Assignment.Number, told.IssuedOn));
        Assert.Equal(new Person("Voorbeeld", null, new(1950, 1, 1)), told.Client.Person); // what the manifest wants and no more
    }

    [Fact]
    public async Task The_exact_bytes_are_kept_and_who_reads_them_is_in_the_clients_log()
    {
        var client = await StartAsync("nl-wmo:9903", "999900031");
        var notice = (await billing.NoticesAsync(client))[0];

        var message = await billing.GetAsync($"v1/messages/{notice.GetProperty("documentId").GetString()}");
        var bytes = await billing.BackOffice.GetByteArrayAsync($"v1/messages/{notice.GetProperty("documentId").GetString()}/content");

        Assert.Equal("notice", message.GetProperty("kind").GetString());
        Assert.Equal(notice.GetProperty("reference").GetString(), JsonDocument.Parse(bytes).RootElement.GetProperty("reference").GetString());
        Assert.Contains(billing.CareRecords.Entries, entry => entry.ClientId == client && entry.What == "notices");
        Assert.Contains(billing.CareRecords.Entries, entry => entry.ClientId == client && entry.What == "billing-message");
    }

    [Theory]
    [InlineData("admitted ended corrected", "nl-wmo:9904", "999900043")]
    [InlineData("corrected ended admitted", "nl-wmo:9905", "999900055")]
    [InlineData("corrected admitted ended corrected admitted", "nl-wmo:9906", "999900067")]
    public async Task Of_shuffled_and_doubled_events_the_highest_version_is_what_payers_know_last(string order, string payer, string bsn)
    {
        var client = Guid.CreateVersion7();
        await AssignAsync(payer, bsn);
        object Event(string step) => step switch
        {
            "admitted" => billing.Admitted(client, bsn),
            "ended" => NoticesFixture.Ended(client, 2, "2026-10-20"),
            _ => NoticesFixture.Ended(client, 3, "2026-10-25", "died"),
        };
        foreach (var step in order.Split(' '))
        {
            var (what, id) = (Event(step), Guid.CreateVersion7());
            await billing.PublishAsync(what, id);
            await billing.PublishAsync(what, id);
        }

        await Eventually.TrueAsync(async () => (await billing.NoticesAsync(client)).Select(NoticesFixture.Say).LastOrDefault()?.EndsWith("stop 2026-10-25 died rendered") is true, "the corrected stop to be told");
        var told = (await billing.NoticesAsync(client)).Select(NoticesFixture.Say).ToList();
        Assert.Equal("new start 2026-10-01 rendered", told[0]);
        Assert.InRange(told.Count, 2, 3); // the first end is told when it was known before its correction
        Assert.Equal(told.Distinct(), told);
    }

    [Fact]
    public async Task An_end_that_is_taken_back_is_withdrawn_and_care_that_begins_again_starts_again()
    {
        var client = await StartAsync("nl-wmo:9907", "999900079");
        await billing.PublishAsync(NoticesFixture.Ended(client, 2, "2026-10-20", "moved"));
        await billing.ToldAsync(client, "new start 2026-10-01 rendered", "new stop 2026-10-20 moved rendered");

        await billing.PublishAsync(NoticesFixture.Resumed(client, 3, 1, "2026-10-01"));
        await billing.ToldAsync(client, "new start 2026-10-01 rendered", "new stop 2026-10-20 moved rendered", "withdrawn stop 2026-10-20 moved rendered");

        await billing.PublishAsync(NoticesFixture.Ended(client, 4, "2026-10-25", "paused"));
        await billing.PublishAsync(NoticesFixture.Resumed(client, 5, 2, "2026-11-02"));
        await Eventually.TrueAsync(async () => (await billing.NoticesAsync(client)).Length == 5, "the second stop and the second start");
        Assert.Equal(["new start 2026-11-02 rendered", "new stop 2026-10-25 paused rendered"], (await billing.NoticesAsync(client))[3..].Select(NoticesFixture.Say).Order());
    }

    [Fact]
    public async Task What_the_payer_would_refuse_is_shown_and_told_again_once_it_is_mended()
    {
        billing.Payers.Refuses = [new Fault("no-such-product", "The payer does not know this product.")];
        var client = Guid.CreateVersion7();
        await AssignAsync("nl-wmo:9908", "999900080");
        await billing.PublishAsync(billing.Admitted(client, "999900080"));
        await billing.PublishAsync(NoticesFixture.Ended(client, 2, "2026-10-20"));
        await billing.ToldAsync(client, "new start 2026-10-01 refused", "new stop 2026-10-20 completed made"); // no stop before its start
        var refused = (await billing.NoticesAsync(client))[0];
        Assert.Equal("no-such-product", refused.GetProperty("faults")[0].GetProperty("code").GetString());

        await billing.AlertAsync("notice-refused", alert => alert.GetProperty("id").GetString() == refused.GetProperty("id").GetString());

        billing.Payers.Refuses = [];
        (await TryAgainAsync(refused)).EnsureSuccessStatusCode();

        await billing.ToldAsync(client, "new start 2026-10-01 rendered", "new stop 2026-10-20 completed rendered");
        Assert.Equal(HttpStatusCode.Conflict, (await TryAgainAsync(refused)).StatusCode);
    }

    [Fact]
    public async Task What_was_refused_is_tried_again_the_next_day_and_not_every_hour()
    {
        billing.Payers.Refuses = [new Fault("no-such-product", "The payer does not know this product.")];
        var client = Guid.CreateVersion7();
        await AssignAsync("nl-wmo:9909", "999900092");
        await billing.PublishAsync(billing.Admitted(client, "999900092"));
        await billing.ToldAsync(client, "new start 2026-10-01 refused");
        billing.Payers.Refuses = [];

        await billing.SweepAsync();
        await billing.ToldAsync(client, "new start 2026-10-01 refused");
        await OnAsync(new(2026, 11, 4), billing.SweepAsync);

        await billing.ToldAsync(client, "new start 2026-10-01 rendered");
    }

    [Fact]
    public async Task A_first_day_that_comes_is_told_once_by_however_many_sweeps()
    {
        var client = await KnownAsync("999900109");
        (await billing.BackOffice.PostAsJsonAsync("v1/authorisations", new { payerId = "nl-wmo:9910", clientId = client, number = "77", category = "02", code = "02A03", from = "2026-11-10" })).EnsureSuccessStatusCode();
        await billing.SweepAsync();
        Assert.Empty(await billing.NoticesAsync(client));

        await OnAsync(new(2026, 11, 10), () => Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(billing.SweepAsync))));

        await billing.ToldAsync(client, "new start 2026-11-10 rendered");
    }

    [Fact]
    public async Task While_the_adapter_is_away_facts_are_kept_and_the_notice_comes_after()
    {
        var client = await StartAsync("nl-wmo:9911", "999900110");
        billing.Adapter.Away = true;
        await billing.PublishAsync(NoticesFixture.Ended(client, 2, "2026-10-20"));
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>($"SELECT count(*) FROM care_episodes WHERE client_id = '{client}' AND ended_on IS NOT NULL") == 1, "the end to be kept");
        billing.Adapter.Away = false;

        await billing.ToldAsync(client, "new start 2026-10-01 rendered", "new stop 2026-10-20 completed rendered");
    }

    [Fact]
    public async Task A_return_accepts_or_rejects_and_the_first_one_holds()
    {
        var client = await StartAsync("nl-wmo:9912", "999900122");
        var reference = (await billing.NoticesAsync(client))[0].GetProperty("reference").GetString()!;

        Assert.Equal("taken", await ReturnAsync("nl-wmo:9912", reference, ReturnOutcome.Accepted));
        Assert.Equal("repeated", await ReturnAsync("nl-wmo:9912", reference, ReturnOutcome.Accepted));
        Assert.Equal("contradicting", await ReturnAsync("nl-wmo:9912", reference, ReturnOutcome.Rejected));
        Assert.Equal("refused", await ReturnAsync("nl-wmo:9912", "M999999999", ReturnOutcome.Accepted));
        Assert.Equal("refused", await ReturnAsync("nl-wmo:9901", reference, ReturnOutcome.Accepted)); // another payer

        await billing.ToldAsync(client, "new start 2026-10-01 accepted");
        Assert.Equal("999900122", Assert.Single(billing.Payers.Returns.First(read => read.Sent.Reference == reference).Sent.AssignmentNumbers));
    }

    [Fact]
    public async Task What_the_payer_rejected_shows_why_and_waits_for_somebody_to_try_again()
    {
        var client = await StartAsync("nl-wmo:9913", "999900134");
        var notice = (await billing.NoticesAsync(client))[0];
        Assert.Equal("taken", await ReturnAsync("nl-wmo:9913", notice.GetProperty("reference").GetString()!, ReturnOutcome.Rejected));
        Assert.Equal("9088", (await billing.NoticesAsync(client))[0].GetProperty("codes")[0].GetProperty("code").GetString());

        await billing.SweepAsync();
        await billing.ToldAsync(client, "new start 2026-10-01 rejected");
        Assert.Equal("nl-wmo:9913", (await billing.AlertAsync("notice-rejected")).GetProperty("payerId").GetString());
        (await TryAgainAsync(notice)).EnsureSuccessStatusCode();
        await Eventually.TrueAsync(async () => (await billing.AlertsAsync("notice-rejected")).Count == 0, "the alert to end");

        await billing.ToldAsync(client, "new start 2026-10-01 dropped", "new start 2026-10-01 rendered");
        Assert.Equal(2, (await billing.NoticesAsync(client)).Select(each => each.GetProperty("reference").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task A_return_with_faults_decides_nothing()
    {
        var client = await StartAsync("nl-wmo:9914", "999900146");
        var reference = (await billing.NoticesAsync(client))[0].GetProperty("reference").GetString()!;

        Assert.Equal("refused", await ReturnAsync("nl-wmo:9914", reference, ReturnOutcome.Undecided, new Fault("contradicts-itself", "It accepts and rejects.")));

        await billing.ToldAsync(client, "new start 2026-10-01 rendered");
    }

    [Fact]
    public async Task Nothing_is_shown_that_cannot_be_entered_in_the_log_and_to_nobody_but_the_back_office()
    {
        var client = await StartAsync("nl-wmo:9915", "999900158");
        billing.CareRecords.Away = true;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await billing.BackOffice.GetAsync($"v1/notices?clientId={client}")).StatusCode);
        billing.CareRecords.Away = false;

        using var nurse = billing.Client(CallerKinds.Professional);
        foreach (var path in new[] { "v1/notices", "v1/requests", $"v1/requests/{Guid.NewGuid()}", $"v1/authorisations/{Guid.NewGuid()}", "v1/usage?by=client" })
            Assert.Equal(HttpStatusCode.Forbidden, (await nurse.GetAsync(path)).StatusCode);
    }

    private async Task AssignAsync(string payer, string bsn) => (await billing.UploadAsync(payer, billing.Adapter.Assignment(payer, bsn, [bsn]))).EnsureSuccessStatusCode();

    private async Task<Guid> StartAsync(string payer, string bsn)
    {
        var client = Guid.CreateVersion7();
        await AssignAsync(payer, bsn);
        await billing.PublishAsync(billing.Admitted(client, bsn));
        await billing.ToldAsync(client, "new start 2026-10-01 rendered");
        return client;
    }

    private async Task<Guid> KnownAsync(string bsn)
    {
        var client = Guid.CreateVersion7();
        await billing.PublishAsync(billing.Admitted(client, bsn));
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>($"SELECT count(*) FROM clients WHERE client_id = '{client}'") == 1, "the client to be known");
        return client;
    }

    private async Task<string> ReturnAsync(string payer, string reference, ReturnOutcome outcome, params IReadOnlyList<Fault> faults)
    {
        var answer = await billing.UploadAsync(payer, billing.Payers.Return(payer, reference, outcome, faults));
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("state").GetString()!;
    }

    private Task<HttpResponseMessage> TryAgainAsync(JsonElement notice) => billing.BackOffice.PostAsync($"v1/notices/{notice.GetProperty("id").GetString()}/_try-again", null);

    private async Task OnAsync(DateOnly day, Func<Task> act)
    {
        billing.Clock.Set(new DateTimeOffset(day, new(9, 0), TimeSpan.Zero));
        await act();
        billing.Clock.Set(new DateTimeOffset(2026, 11, 3, 9, 0, 0, TimeSpan.Zero));
    }
}

public sealed class NoNoticesTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task Payers_that_expect_no_notices_are_told_nothing_and_take_no_requests()
    {
        var client = await billing.GiveCareAsync("nl-wmo:9901", "999900006", 30);

        await billing.Services.GetRequiredService<NoticeSweep>().SweepAsync(CancellationToken.None);
        var request = await billing.BackOffice.PostAsJsonAsync("v1/requests", new { payerId = "nl-wmo:9901", clientId = client, kind = "new", products = new[] { new { change = "new", category = "02" } } });

        Assert.Empty((await billing.GetAsync($"v1/notices?clientId={client}")).GetProperty("items").EnumerateArray());
        Assert.Equal(HttpStatusCode.Conflict, request.StatusCode);
        Assert.Equal("urn:buurtzorg:problem:no-requests", (await request.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("type").GetString());
    }
}
