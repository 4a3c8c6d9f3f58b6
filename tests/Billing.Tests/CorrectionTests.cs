using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Features;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Buurtzorg.Billing.Tests;

/// <summary>In January: October, November and December can be closed.</summary>
public sealed class JanuaryFixture : BillingFixture
{
    public JanuaryFixture() => Clock.Set(new DateTimeOffset(2027, 1, 5, 9, 0, 0, TimeSpan.Zero));
}

public sealed class CorrectionTests(JanuaryFixture billing) : IClassFixture<JanuaryFixture>
{
    [Fact]
    public async Task Late_care_of_a_granted_month_is_a_credit_and_a_new_debit_in_the_next_claim()
    {
        const string payer = "nl-wmo:9901";
        var client = await billing.GiveCareAsync(payer, "999900006", 30);
        var first = await CloseAsync(payer, "2026-10");
        await AnswerAsync(payer, first);
        await VisitAsync(client, "2026-10-20T09:00:00Z", 20, "corrected");
        await VisitAsync(client, "2026-11-03T09:00:00Z", 40, "covered");

        var second = await CloseAsync(payer, "2026-11");

        Assert.Equal(("credit", 30, 3365, Text(Lines(first)[0], "id")), Side(Lines(second)[0], "creditedLineId"));
        Assert.Equal([("debit", 50, 5608, null), ("debit", 40, 4487, null)], Lines(second).Skip(1).Select(line => Side(line, "creditedLineId")));
        Assert.Equal(5608 + 4487 - 3365, second.GetProperty("totalMinor").GetInt64());
        var rendered = Assert.Single(billing.Adapter.Rendered, claim => claim.Number == Text(second, "number")).Lines[0];
        Assert.Equal((BillingAdapters.Contract.Side.Credit, Text(Lines(first)[0], "reference"), new Rate(6730, Unit.Hour)), (rendered.Side, rendered.CreditedReference, rendered.Rate!));
        await AnswerAsync(payer, second);
        Assert.Equal("credited", Text(Lines(await billing.GetAsync($"v1/claims/{Text(first, "id")}"))[0], "state"));
        Assert.Equal([("delivered", -10095L), ("claimed", 0L), ("granted", 10095L)], await BalancesAsync(payer));
        Assert.Equal(0L, await OpenAsync(client));
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task A_visit_that_did_not_take_place_is_taken_back_and_an_older_completion_has_no_effect()
    {
        const string payer = "nl-wmo:9902";
        (await billing.UploadAsync(payer, billing.Adapter.Assignment(payer, "999900018", ["9999000181"]))).EnsureSuccessStatusCode();
        var client = await billing.AdmitAsync("999900018");
        var visit = BillingFixture.Visit(client, "2026-10-05T09:00:00Z", 30);
        await billing.PublishAsync(visit);
        await billing.CoveredAsync(client, 1);
        await AnswerAsync(payer, await CloseAsync(payer, "2026-10"));

        await billing.PublishAsync(new VisitCompletionWithdrawn(visit.VisitId, 3, client, visit.TeamId));
        await StateAsync(client, "withdrawn", 1);
        await billing.PublishAsync(visit with { Version = 2, Minutes = 90 });
        await VisitAsync(client, "2026-11-03T09:00:00Z", 40, "covered");

        var second = await CloseAsync(payer, "2026-11");
        Assert.Equal([("credit", 30, 3365), ("debit", 40, 4487)], Lines(second).Select(line => (Side(line, "id").Item1, Side(line, "id").Item2, Side(line, "id").Item3)));
        await AnswerAsync(payer, second);
        Assert.Equal(("granted", 4487L), (await BalancesAsync(payer)).Last());
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task What_was_rejected_is_shown_by_cause_and_claimed_again_for_the_same_period_once_it_is_resubmitted()
    {
        const string payer = "nl-wmo:9903";
        var client = await billing.GiveCareAsync(payer, "999900031", 30, 45);
        var first = await CloseAsync(payer, "2026-10");
        await AnswerAsync(payer, first, granted: false);
        Assert.Equal(HttpStatusCode.OK, (await billing.CloseAsync(payer, "2026-10")).StatusCode); // held: nothing to claim
        var keyed = new HttpRequestMessage(HttpMethod.Post, "v1/claims") { Content = JsonContent.Create(new { payerId = payer, period = "2026-10" }), Headers = { { "Idempotency-Key", "held" } } };
        Assert.Equal(HttpStatusCode.OK, (await billing.BackOffice.SendAsync(keyed)).StatusCode);
        Assert.Equal(1L, await billing.ScalarAsync<long>($"SELECT count(*) FROM claims WHERE payer_id = '{payer}'"));
        await StateAsync(client, "rejected", 2);

        var group = Assert.Single((await billing.GetAsync($"v1/rejections?payerId={payer}")).GetProperty("items").EnumerateArray());
        Assert.Equal(("9308", 1, 8413), (Text(group, "code"), group.GetProperty("count").GetInt32(), group.GetProperty("amountMinor").GetInt32()));
        Assert.StartsWith("Ask the payer", Text(group, "remedy"));
        Assert.Equal(Text(Lines(first)[0], "id"), Assert.Single(group.GetProperty("lineIds").EnumerateArray()).GetString());

        Assert.Equal(1, await ChangeAsync("_resubmit", new { claimId = Text(first, "id"), code = "9308" }));
        Assert.Equal(0, await ChangeAsync("_resubmit", new { lineIds = new[] { Text(Lines(first)[0], "id") } }));
        Assert.Empty((await billing.GetAsync($"v1/rejections?payerId={payer}")).GetProperty("items").EnumerateArray());
        Assert.Equal([("delivered", 0L), ("claimed", 0L), ("rejected", 0L)], await BalancesAsync(payer));
        var again = await CloseAsync(payer, "2026-10");

        Assert.NotEqual(Text(first, "id"), Text(again, "id"));
        Assert.Equal(8413, again.GetProperty("totalMinor").GetInt64());
        Assert.Equal(HttpStatusCode.OK, (await billing.CloseAsync(payer, "2026-10")).StatusCode);
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task What_was_written_off_is_not_claimed_again()
    {
        const string payer = "nl-wmo:9904";
        var client = await billing.GiveCareAsync(payer, "999900043", 30);
        var first = await CloseAsync(payer, "2026-10");
        await AnswerAsync(payer, first, granted: false);

        Assert.Equal(1, await ChangeAsync("_write-off", new { lineIds = new[] { Text(Lines(first)[0], "id") } }));
        await VisitAsync(client, "2026-10-20T09:00:00Z", 20, "covered");

        Assert.Equal([("debit", 20, 2243)], Lines(await CloseAsync(payer, "2026-10")).Select(line => (Side(line, "id").Item1, Side(line, "id").Item2, Side(line, "id").Item3)));
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task Only_rejected_lines_can_be_resubmitted_or_written_off()
    {
        await billing.GiveCareAsync("nl-wmo:9905", "999900055", 30);
        var line = Text(Lines(await CloseAsync("nl-wmo:9905", "2026-10"))[0], "id");

        foreach (var route in new[] { "_resubmit", "_write-off" })
        {
            Assert.Equal(HttpStatusCode.Conflict, (await billing.BackOffice.PostAsJsonAsync($"v1/lines/{route}", new { lineIds = new[] { line } })).StatusCode);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await billing.BackOffice.PostAsJsonAsync($"v1/lines/{route}", new { lineIds = new[] { Guid.NewGuid() } })).StatusCode);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await billing.BackOffice.PostAsJsonAsync($"v1/lines/{route}", new { })).StatusCode);
        }
    }

    [Fact]
    public async Task An_authorisation_that_the_payer_withdraws_opens_what_was_claimed_under_it()
    {
        const string payer = "nl-wmo:9906";
        var client = await billing.GiveCareAsync(payer, "999900067", 30);
        await CloseAsync(payer, "2026-10");
        Assert.Equal(0L, await OpenAsync(client));

        (await billing.UploadAsync(payer, billing.Adapter.Assignment(payer, "999900067", ["9999000671"], new(2026, 9, 21), AssignmentChange.Withdrawn))).EnsureSuccessStatusCode();

        Assert.Equal(1L, await OpenAsync(client));
        await StateAsync(client, "no-authorisation", 1);
    }

    [Fact]
    public async Task A_visit_that_is_told_while_its_month_is_closed_is_not_lost()
    {
        const string payer = "nl-wmo:9907";
        var client = await billing.GiveCareAsync(payer, "999900079", 30);
        await using var other = await billing.Database.OpenConnectionAsync();
        await using var holding = await other.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE claim_lines IN SHARE MODE", other)) await hold.ExecuteNonQueryAsync();
        var closing = CloseAsync(payer, "2026-10"); // reads the care, and waits before it writes a line
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'claim_lines'::regclass") > 0, "the closing to wait");
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-20T09:00:00Z", 20));
        await Eventually.TrueAsync(async () => await billing.ScalarAsync<long>($"SELECT count(*) FROM deliveries WHERE client_id = '{client}'") == 2, "the visit to be recorded");
        await holding.CommitAsync();

        var first = await closing;
        Assert.Equal(30, Lines(first)[0].GetProperty("volume").GetInt32());
        Assert.Equal(1L, await OpenAsync(client));
        await AnswerAsync(payer, first);
        Assert.Equal([-3365L, 5608L], Lines(await CloseAsync(payer, "2026-11")).Select(line => line.GetProperty("amountMinor").GetInt64() * (Text(line, "side") == "debit" ? 1 : -1)));
    }

    [Fact]
    public async Task Whatever_command_of_a_closing_the_connection_dies_at_the_next_try_ends_the_same()
    {
        const string payer = "nl-wmo:9908", control = "nl-wmo:9909";
        foreach (var (to, bsn, late) in new[] { (control, "999900080", "999900092"), (payer, "999900109", "999900110") })
        {
            await AnswerAsync(to, await CloseAfterAsync(await billing.GiveCareAsync(to, bsn, 30, 45), to));
            await VisitAsync((await billing.GetAsync($"v1/authorisations?payerId={to}")).GetProperty("items")[0].GetProperty("clientId").GetGuid(), "2026-10-20T09:00:00Z", 20, "corrected");
            await billing.GiveCareAsync(to, late, 50);
        }
        var expected = Print(await CloseAsync(control, "2026-11"));
        var open = await billing.ScalarAsync<long>("SELECT coalesce(sum(marks), 0)::bigint FROM open_months");

        var crashes = 0;
        for (var at = 2; ; at++) // the first one opens the transaction
        {
            using var crash = new Crash(billing.Database, payer, at);
            var response = await billing.CloseAsync(payer, "2026-11");
            if (response.IsSuccessStatusCode) break;
            crashes++;
            Assert.Equal(1L, await billing.ScalarAsync<long>($"SELECT count(*) FROM claims WHERE payer_id = '{payer}'"));
            Assert.Equal(open, await billing.ScalarAsync<long>("SELECT coalesce(sum(marks), 0)::bigint FROM open_months"));
        }

        // Each connection that died fails once more before the pool has forgotten it.
        await Eventually.TrueAsync(async () => (await Task.WhenAll(Enumerable.Range(0, 30).Select(_ => billing.BackOffice.GetAsync("v1/deliveries?limit=1")))).All(answer => answer.IsSuccessStatusCode), "billing to be well again");
        Assert.InRange(crashes, 12, 40);
        Assert.Equal(expected, Print(await CloseAsync(payer, "2026-11")));
        Assert.Equal(0, await VerifyAsync());

        async Task<JsonElement> CloseAfterAsync(Guid _, string to) => await CloseAsync(to, "2026-10");
    }

    /// <summary>Kills the connection that closes a month as it begins its n-th command.</summary>
    private sealed class Crash : IDisposable
    {
        private readonly ActivityListener listener;
        private int commands;

        public Crash(NpgsqlDataSource database, string payer, int at)
        {
            listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name is "Npgsql",
                Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStarted = activity =>
                {
                    if (!IsOf(payer, activity) || Interlocked.Increment(ref commands) != at) return;
                    using var kill = database.CreateCommand($"SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND (classid::bigint << 32 | objid::bigint) = hashtextextended('payer {payer}', 0)");
                    kill.ExecuteNonQuery();
                },
            };
            ActivitySource.AddActivityListener(listener);
        }

        // Other tests close months of other payers in this process.
        private static bool IsOf(string payer, Activity? activity) =>
            activity is not null && (payer.Equals(activity.GetTagItem("billing.payer.id")) || IsOf(payer, activity.Parent));

        public void Dispose() => listener.Dispose();
    }

    private async Task<JsonElement> CloseAsync(string payer, string period)
    {
        var closed = await billing.CloseAsync(payer, period);
        Assert.True(closed.IsSuccessStatusCode, await closed.Content.ReadAsStringAsync());
        return await billing.ClaimAsync((await closed.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid(), "rendered");
    }

    private async Task AnswerAsync(string payer, JsonElement claim, bool granted = true)
    {
        var number = Text(claim, "number");
        var amounts = granted ? Lines(claim).ToDictionary(line => $"answer-{Text(line, "reference")}", line => line.GetProperty("amountMinor").GetInt64()) : [];
        (await billing.UploadAsync(payer, billing.Adapter.Answer(payer, number, amounts))).EnsureSuccessStatusCode();
        await billing.ClaimAsync(claim.GetProperty("id").GetGuid(), "answered");
    }

    private async Task VisitAsync(Guid client, string start, int minutes, string state)
    {
        var visit = BillingFixture.Visit(client, start, minutes);
        await billing.PublishAsync(visit);
        await Eventually.TrueAsync(async () => (await billing.DeliveriesAsync(client)).Any(delivery => Text(delivery, "visitId") == $"{visit.VisitId}" && Text(delivery, "state") == state), $"the visit to be {state}");
    }

    private Task StateAsync(Guid client, string state, int visits) =>
        Eventually.TrueAsync(async () => (await billing.DeliveriesAsync(client)).Count(delivery => Text(delivery, "state") == state) == visits, $"{visits} visits to be {state}");

    private async Task<int> ChangeAsync(string route, object lines) =>
        (await (await billing.BackOffice.PostAsJsonAsync($"v1/lines/{route}", lines)).EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("lines").GetInt32();

    private Task<long> OpenAsync(Guid client) => billing.ScalarAsync<long>($"SELECT count(*) FROM open_months WHERE client_id = '{client}'");

    private async Task<int> VerifyAsync()
    {
        await using var scope = billing.Services.CreateAsyncScope();
        return await VerifyLedger.Run(scope.ServiceProvider.GetRequiredService<BillingDb>(), CancellationToken.None);
    }

    private async Task<IEnumerable<(string, long)>> BalancesAsync(string payer) => (await billing.GetAsync($"v1/ledger/balances?payerId={payer}")).GetProperty("items").EnumerateArray()
        .Select(balance => (Text(balance, "account"), balance.GetProperty("minorUnits").GetInt64()));

    private static List<JsonElement> Lines(JsonElement claim) => [.. claim.GetProperty("lines").EnumerateArray()];

    private static (string, int, int, string?) Side(JsonElement line, string names) =>
        (Text(line, "side"), line.GetProperty("volume").GetInt32(), line.GetProperty("amountMinor").GetInt32(), line.GetProperty(names).GetString());

    private static IEnumerable<string> Print(JsonElement claim) => Lines(claim).Select(line => $"{Text(line, "side")} {line.GetProperty("volume")} {line.GetProperty("amountMinor")} {Text(line, "from")}").Order();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
