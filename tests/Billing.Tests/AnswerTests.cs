using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Features;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Buurtzorg.Billing.Tests;

public sealed class AnswerTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task Lines_are_granted_and_rejected_with_a_code_a_reason_and_what_can_be_done()
    {
        var (id, number) = await SentAsync("nl-wmo:9901", "999900006");

        var message = await AnswerAsync("nl-wmo:9901", number, new() { [$"answer-{number}000001"] = 5608 });

        Assert.Equal(("answer", "taken", id.ToString()), (Text(message, "kind"), Text(message, "state"), Text(message, "claimId")));
        var claim = await billing.ClaimAsync(id, "answered");
        var lines = claim.GetProperty("lines").EnumerateArray().ToList();
        Assert.Equal([("granted", 5608L), ("rejected", 0L)], lines.Select(line => (Text(line, "state"), line.GetProperty("grantedMinor").GetInt64())));
        var code = Assert.Single(lines[1].GetProperty("codes").EnumerateArray());
        Assert.Equal(("9308", true), (Text(code, "code"), code.GetProperty("mayClaimAgain").GetBoolean()));
        Assert.StartsWith("The care lies after the end", Text(code, "reason"));
        Assert.StartsWith("Ask the payer", Text(code, "remedy"));
        Assert.Equal([("delivered", -10368L), ("claimed", 0L), ("granted", 5608L), ("rejected", 4760L)], await BalancesAsync("nl-wmo:9901"));
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task The_same_decision_again_in_another_message_changes_nothing_and_is_shown()
    {
        var (id, number) = await SentAsync("nl-wmo:9902", "999900018");
        Dictionary<string, long> granted = new() { [$"answer-{number}000001"] = 5608 };
        await AnswerAsync("nl-wmo:9902", number, granted);
        var before = (await billing.ClaimAsync(id, "answered")).ToString();

        var again = await AnswerAsync("nl-wmo:9902", number, granted);

        Assert.Equal("repeated", Text(again, "state"));
        Assert.Equal(before, (await billing.ClaimAsync(id, "answered")).ToString());
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task A_contradicting_answer_changes_nothing_and_is_shown()
    {
        var (id, number) = await SentAsync("nl-wmo:9903", "999900031");
        await AnswerAsync("nl-wmo:9903", number, new() { [$"answer-{number}000001"] = 5608 });
        var before = (await billing.ClaimAsync(id, "answered")).ToString();

        var contradicting = await AnswerAsync("nl-wmo:9903", number, new() { [$"answer-{number}000002"] = 4760 });

        Assert.Equal("contradicting", Text(contradicting, "state"));
        Assert.Equal(["contradicts", "contradicts"], contradicting.GetProperty("faults").EnumerateArray().Select(fault => Text(fault, "code")));
        Assert.Equal(before, (await billing.ClaimAsync(id, "answered")).ToString());
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task More_than_was_claimed_is_not_granted()
    {
        var (id, number) = await SentAsync("nl-wmo:9904", "999900043");

        var message = await AnswerAsync("nl-wmo:9904", number, new() { [$"answer-{number}000001"] = 9999, [$"answer-{number}000002"] = 4760 });

        Assert.Equal("contradicting", Text(message, "state"));
        Assert.Equal(["claimed", "granted"], (await billing.ClaimAsync(id, "rendered")).GetProperty("lines").EnumerateArray().Select(line => Text(line, "state")));
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task Part_of_a_line_can_be_granted_and_the_rest_is_rejected()
    {
        var (id, number) = await SentAsync("nl-wmo:9905", "999900055");

        await AnswerAsync("nl-wmo:9905", number, new() { [$"answer-{number}000001"] = 5000, [$"answer-{number}000002"] = 4760 });

        Assert.Equal(9760, (await billing.ClaimAsync(id, "answered")).GetProperty("grantedMinor").GetInt64());
        Assert.Equal([("delivered", -10368L), ("claimed", 0L), ("granted", 9760L), ("rejected", 608L)], await BalancesAsync("nl-wmo:9905"));
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task An_answer_whose_sums_do_not_tally_decides_nothing()
    {
        var (id, number) = await SentAsync("nl-wmo:9906", "999900067");

        var message = await Json(await billing.UploadAsync("nl-wmo:9906", billing.Adapter.Answer("nl-wmo:9906", number, [], faults: new BillingAdapters.Contract.Fault("sums-do-not-tally", "Rejected and granted are not the total.", Rule: "TR342"))));

        Assert.Equal(("refused", "TR342"), (Text(message, "state"), Text(message.GetProperty("faults")[0], "rule")));
        Assert.All((await billing.ClaimAsync(id, "rendered")).GetProperty("lines").EnumerateArray(), line => Assert.Equal("claimed", Text(line, "state")));
    }

    [Fact]
    public async Task Entries_of_the_ledger_and_answers_are_never_changed()
    {
        var (_, number) = await SentAsync("nl-wmo:9907", "999900079");
        await AnswerAsync("nl-wmo:9907", number, []);

        foreach (var change in new[] { "UPDATE ledger_entries SET minor_units = 1", "DELETE FROM ledger_entries", "TRUNCATE ledger_entries", "UPDATE line_answers SET amount_minor = 1" })
            Assert.Contains("never changed", (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(change))).MessageText);
    }

    [Theory]
    [InlineData("UPDATE ledger_entries SET minor_units = minor_units + 1 WHERE debit = 'Granted'")]
    [InlineData("UPDATE ledger_entries SET payer_id = payer_id || '0'")]
    [InlineData("UPDATE ledger_entries SET debit = 'Rejected' WHERE debit = 'Granted' AND claim_line_id NOT IN (SELECT claim_line_id FROM ledger_entries WHERE debit = 'Rejected')")]
    [InlineData("UPDATE ledger_entries SET currency = 'SEK'")]
    [InlineData("UPDATE claim_lines SET amount_minor = amount_minor + 1")]
    [InlineData("UPDATE claim_lines SET rate_amount = rate_amount + 1")]
    [InlineData("UPDATE claim_lines SET visit_minutes[1] = visit_minutes[1] + 1")]
    [InlineData("UPDATE line_answers SET amount_minor = amount_minor + 1 WHERE amount_minor > 0")]
    [InlineData("UPDATE claims SET total_minor = total_minor + 1")]
    public async Task Whoever_tampers_is_found(string tamper)
    {
        if (await billing.ScalarAsync<long>("SELECT count(*) FROM claims WHERE payer_id = 'nl-wmo:9908'") == 0)
        {
            var (_, number) = await SentAsync("nl-wmo:9908", "999900080");
            await AnswerAsync("nl-wmo:9908", number, new() { [$"answer-{number}000001"] = 5608 });
        }
        Assert.Equal(0, await VerifyAsync());

        var table = tamper.Split(' ')[1];
        await ExecuteAsync($"DROP TABLE IF EXISTS untouched; CREATE TABLE untouched AS TABLE {table}");
        await TamperAsync(tamper);
        var found = await VerifyAsync();
        await TamperAsync($"DELETE FROM {table}; INSERT INTO {table} SELECT * FROM untouched; DROP TABLE untouched");

        Assert.Equal(1, found);
        Assert.Equal(0, await VerifyAsync());
    }

    // As only the owner of the server can: past every trigger and constraint.
    private Task TamperAsync(string sql) => ExecuteAsync($"BEGIN; SET LOCAL session_replication_role = replica; {sql}; COMMIT");

    // 50 minutes of guidance and 30 of specialised guidance: 5608 and 4760 cents.
    private async Task<(Guid Id, string Number)> SentAsync(string payer, string bsn)
    {
        (await billing.UploadAsync(payer, billing.Adapter.Assignment(payer, bsn, [$"{bsn}1", $"{bsn}2"]))).EnsureSuccessStatusCode();
        var client = await billing.AdmitAsync(bsn);
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-05T09:00:00Z", 50));
        await billing.PublishAsync(BillingFixture.Visit(client, "2026-10-06T09:00:00Z", 30, "guidance-specialised"));
        await billing.CoveredAsync(client, 2);
        var id = (await Json(await billing.CloseAsync(payer, "2026-10"))).GetProperty("id").GetGuid();
        return (id, Text(await billing.ClaimAsync(id, "rendered"), "number"));
    }

    private async Task<JsonElement> AnswerAsync(string payer, string number, Dictionary<string, long> granted) => await Json(await billing.UploadAsync(payer, billing.Adapter.Answer(payer, number, granted)));

    private async Task<int> VerifyAsync()
    {
        await using var scope = billing.Services.CreateAsyncScope();
        return await VerifyLedger.Run(scope.ServiceProvider.GetRequiredService<BillingDb>(), CancellationToken.None);
    }

    private async Task<IEnumerable<(string, long)>> BalancesAsync(string payer) => (await billing.GetAsync($"v1/ledger/balances?payerId={payer}")).GetProperty("items").EnumerateArray()
        .Select(balance => (Text(balance, "account"), balance.GetProperty("minorUnits").GetInt64()));

    private async Task ExecuteAsync(string sql)
    {
        await using var command = billing.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
