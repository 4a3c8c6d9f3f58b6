using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Billing.Features;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using ClaimLine = Buurtzorg.Billing.Domain.ClaimLine;

namespace Buurtzorg.Billing.Tests;

public sealed class PaymentTests(BillingFixture billing) : IClassFixture<BillingFixture>
{
    [Fact]
    public async Task A_claim_is_paid_in_parts_and_never_more_than_was_granted()
    {
        var (id, number, _) = await billing.RenderedAsync("nl-wmo:9901", "999900006");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PayAsync(id, 1)).StatusCode); // nothing is granted yet
        await billing.UploadAsync("nl-wmo:9901", billing.Adapter.Answer("nl-wmo:9901", number, new() { [$"answer-{number}000001"] = 5000 }));

        var part = await Json(await PayAsync(id, 2000));
        var tooMuch = await (await PayAsync(id, 3001)).Content.ReadFromJsonAsync<JsonElement>();
        var rest = await Json(await PayAsync(id, 3000));

        Assert.Equal(("answered", 2000), (part.GetProperty("claimState").GetString(), part.GetProperty("paidMinor").GetInt64()));
        Assert.Equal("urn:buurtzorg:problem:more-than-granted", tooMuch.GetProperty("type").GetString());
        Assert.Contains("3001 was paid, and of 5000 granted 3000 is not paid yet", tooMuch.GetProperty("detail").GetString());
        Assert.Equal(("paid", 5000), (rest.GetProperty("claimState").GetString(), rest.GetProperty("paidMinor").GetInt64()));
        Assert.Equal(5000, (await billing.ClaimAsync(id, "paid")).GetProperty("paidMinor").GetInt64());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PayAsync(id, 1)).StatusCode);
        Assert.Equal([("delivered", -5608L), ("claimed", 0L), ("granted", 0L), ("rejected", 608L), ("paid", 5000L)], (await billing.GetAsync("v1/ledger/balances?payerId=nl-wmo:9901")).GetProperty("items").EnumerateArray()
            .Select(balance => (balance.GetProperty("account").GetString()!, balance.GetProperty("minorUnits").GetInt64())));
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task The_same_request_again_is_the_same_payment_and_many_at_once_do_not_overpay()
    {
        var (id, number, _) = await billing.RenderedAsync("nl-wmo:9902", "999900018");
        await billing.UploadAsync("nl-wmo:9902", billing.Adapter.Answer("nl-wmo:9902", number, new() { [$"answer-{number}000001"] = 5608 }));
        var first = await Json(await PayAsync(id, 1000, key: "bank-1"));

        Assert.Equal(first.ToString(), (await Json(await PayAsync(id, 1000, key: "bank-1"))).ToString());
        var atOnce = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PayAsync(id, 1000)));

        Assert.Equal(4, atOnce.Count(payment => payment.IsSuccessStatusCode));
        Assert.Equal(5000, (await billing.ClaimAsync(id, "answered")).GetProperty("paidMinor").GetInt64());
        Assert.Equal(0, await VerifyAsync());
    }

    [Fact]
    public async Task Bad_payments_are_refused()
    {
        var (id, number, _) = await billing.RenderedAsync("nl-wmo:9903", "999900031");
        await billing.UploadAsync("nl-wmo:9903", billing.Adapter.Answer("nl-wmo:9903", number, new() { [$"answer-{number}000001"] = 5608 }));

        Assert.Equal(HttpStatusCode.BadRequest, (await PayAsync(id, 0)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await PayAsync(id, 1, reference: "")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PayAsync(id, 1, paidOn: "2026-11-04")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await PayAsync(Guid.NewGuid(), 1)).StatusCode);
        Assert.Equal("answered", (await billing.GetAsync($"v1/claims/{id}")).GetProperty("state").GetString());
    }

    [Fact]
    public async Task Payments_are_never_changed_and_whoever_tampers_with_them_is_found()
    {
        var (id, number, _) = await billing.RenderedAsync("nl-wmo:9904", "999900043");
        await billing.UploadAsync("nl-wmo:9904", billing.Adapter.Answer("nl-wmo:9904", number, new() { [$"answer-{number}000001"] = 5608 }));
        await Json(await PayAsync(id, 5608));
        Assert.Contains("never changed", (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync("UPDATE payments SET amount_minor = 1"))).MessageText);

        foreach (var (tamper, undo) in new[]
        {
            ("UPDATE payments SET amount_minor = amount_minor - 1", "UPDATE payments SET amount_minor = amount_minor + 1"),
            ("UPDATE ledger_entries SET minor_units = minor_units - 1 WHERE debit = 'Paid'", "UPDATE ledger_entries SET minor_units = minor_units + 1 WHERE debit = 'Paid'"),
            ("UPDATE ledger_entries SET cause_id = claim_line_id WHERE debit = 'Paid'", $"UPDATE ledger_entries e SET cause_id = p.id FROM payments p, claim_lines l WHERE l.id = e.claim_line_id AND p.claim_id = l.claim_id AND debit = 'Paid'"),
            ("UPDATE claim_lines SET paid_minor = paid_minor + 1 WHERE paid_minor > 0", "UPDATE claim_lines SET paid_minor = paid_minor - 1 WHERE paid_minor > 0"),
            ("UPDATE claims SET paid_minor = paid_minor + 1 WHERE paid_minor > 0", "UPDATE claims SET paid_minor = paid_minor - 1 WHERE paid_minor > 0"),
        })
        {
            await ExecuteAsync($"BEGIN; SET LOCAL session_replication_role = replica; {tamper} {Where(tamper, id)}; COMMIT");
            Assert.Equal(1, await VerifyAsync());
            await ExecuteAsync($"BEGIN; SET LOCAL session_replication_role = replica; {undo} {Where(undo, id)}; COMMIT");
            Assert.Equal(0, await VerifyAsync());
        }
    }

    [Fact]
    public void A_payment_settles_granted_lines_in_order_each_in_full_before_the_next()
    {
        ClaimLine[] lines = [Granted("3", 500), Granted("1", 100), Granted("2", null), Granted("4", 0)];

        Assert.Equal([("1", 100L), ("3", 200L)], Payment.Allocate(lines, 300).Select(part => (part.Line.Reference, part.AmountMinor)));
        lines[1].Pay(40);
        Assert.Equal([("1", 50L)], Payment.Allocate(lines, 50).Select(part => (part.Line.Reference, part.AmountMinor)));
        Assert.Equal([("1", 60L), ("3", 500L)], Payment.Allocate(lines, 560).Select(part => (part.Line.Reference, part.AmountMinor)));

    }

    [Fact]
    public void What_credits_give_back_was_kept_by_the_payer_and_is_there_for_the_other_lines()
    {
        ClaimLine[] lines = [Granted("1", 500), Granted("2", 200, Side.Credit), Granted("3", 100)];

        Assert.Equal([("2", 200L), ("1", 500L), ("3", 100L)], Payment.Allocate(lines, 400).Select(part => (part.Line.Reference, part.AmountMinor)));
    }

    private static ClaimLine Granted(string reference, long? amount, Side side = Side.Debit)
    {
        var line = new ClaimLine { Id = Guid.CreateVersion7(), PayerId = "nl-wmo:9901", Reference = reference, AuthorisationNumber = "1", Category = "02", Code = "02A03", Side = side };
        if (amount is { } granted) line.Answer(new AnsweredLine("", LineOutcome.Granted, granted, []), Guid.CreateVersion7());
        return line;
    }

    private static string Where(string sql, Guid claim)
    {
        var and = sql.Contains("WHERE") ? "AND" : "WHERE";
        return sql.StartsWith("UPDATE payments", StringComparison.Ordinal) || sql.StartsWith("UPDATE claim_lines", StringComparison.Ordinal) ? $"{and} claim_id = '{claim}'"
            : sql.StartsWith("UPDATE claims", StringComparison.Ordinal) ? $"{and} id = '{claim}'"
            : $"{and} claim_line_id IN (SELECT id FROM claim_lines WHERE claim_id = '{claim}')";
    }

    private async Task<HttpResponseMessage> PayAsync(Guid claim, long amount, string paidOn = "2026-11-02", string reference = "statement 44", string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"v1/claims/{claim}/payments") { Content = JsonContent.Create(new { amountMinor = amount, paidOn, reference }) };
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await billing.BackOffice.SendAsync(request);
    }

    private async Task<int> VerifyAsync()
    {
        await using var scope = billing.Services.CreateAsyncScope();
        return await VerifyLedger.Run(scope.ServiceProvider.GetRequiredService<BillingDb>(), CancellationToken.None);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = billing.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<JsonElement> Json(HttpResponseMessage response) => await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
}
