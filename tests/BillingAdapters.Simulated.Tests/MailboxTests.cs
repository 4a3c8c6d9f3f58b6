using System.Net;
using System.Net.Http.Json;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>The payer that is played in the mailbox, over HTTP. Every test has a payer of its own.</summary>
public sealed class MailboxTests(AdapterFixture adapter) : IClassFixture<AdapterFixture>, IDisposable
{
    private readonly TestPayer _payer = new(adapter);

    public void Dispose() => _payer.Dispose();

    [Fact]
    public async Task What_tallies_is_paid()
    {
        await _payer.SendAsync(Claim());

        var answer = TestPayer.Read(Assert.Single(await _payer.ReceiveAsync()), Claim());
        Assert.Empty(answer.Faults);
        Assert.Equal((ClaimOutcome.PartlyGranted, 20445 + 35178), (answer.Outcome, answer.Granted));
        Assert.Equal("CREDIT-UNKNOWN", Assert.Single(answer.Lines[1].Codes).Code);
    }

    [Fact]
    public async Task A_message_that_is_sent_again_is_the_same_message_and_other_bytes_are_not()
    {
        var document = TestPayer.Render(Claim());

        Assert.Equal(HttpStatusCode.OK, (await _payer.TryToSendAsync(document, "a")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _payer.TryToSendAsync(document, "a")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await _payer.TryToSendAsync(TestPayer.Render(Claim("C2")), "a")).StatusCode);
        Assert.Single(await _payer.ReceiveAsync());
    }

    [Fact]
    public async Task A_time_sheet_under_a_number_that_was_used_is_refused()
    {
        await _payer.SendAsync(Claim());
        await _payer.SendAsync(Claim());

        Assert.Equal(["PartlyGranted", "Rejected SHEET-USED"], (await _payer.ReceiveAsync()).Select(m => TestPayer.Read(m, Claim())).Select(a => $"{a.Outcome} {string.Join(' ', a.Codes.Select(c => c.Code))}".Trim()));
    }

    [Fact]
    public async Task A_charge_is_credited_once_and_adjusted()
    {
        var (first, charge) = (Claim(), Claim().Lines[0]);
        await _payer.SendAsync(first.Of(charge));
        ClaimToRender Later(string number, params ClaimLine[] lines) => first.Of(lines) with { Number = number };
        var credit = charge with { Side = Side.Credit, CreditedReference = charge.Reference };

        await _payer.SendAsync(Later("C2", charge with { Reference = "L-2", AdjustedReference = charge.Reference, Volume = 10, Amount = 392, Side = Side.Credit }));
        await _payer.SendAsync(Later("C3", charge with { Reference = "L-3" }));
        await _payer.SendAsync(Later("C4", credit with { Reference = "L-4" }, charge with { LineId = "9", Reference = "L-5" }));
        await _payer.SendAsync(Later("C5", credit with { Reference = "L-6" }));
        await _payer.SendAsync(Later("C6", charge with { Reference = "L-7", AdjustedReference = "L-999" }));
        await _payer.SendAsync(Later("C7", charge with { Reference = "L-5", Period = new(new(2026, 10, 2), new(2026, 10, 31)) }));

        Assert.Equal(["paid", "paid", "LINE-REPEATED", "paid paid", "CREDIT-REPEATED", "ADJUSTMENT-UNKNOWN", "LINE-USED"], (await _payer.ReceiveAsync()).Select(Reasons));
    }

    [Fact]
    public async Task An_order_that_the_payer_sent_binds()
    {
        await OrderAsync(order => order);
        var charge = Claim().Lines[0];
        ClaimToRender With(string number, Func<ClaimLine, ClaimLine> change) => Claim().Of(change(charge with { Reference = $"L-{number}", Assignment = new("PO-4711") })) with { Number = number };

        await _payer.SendAsync(With("C1", l => l with { Product = new(null, "HC60") }));
        await _payer.SendAsync(With("C2", l => l with { Unit = Unit.Visit, Rate = new(2350, Unit.Visit), Volume = 1, Amount = 2350 }));
        await _payer.SendAsync(With("C3", l => l with { Period = new(new(2026, 9, 30), new(2026, 10, 31)) }));
        await _payer.SendAsync(With("C4", l => l with { Volume = 901, Amount = 35289 }));
        await _payer.SendAsync(With("C5", l => l with { Volume = 900, Amount = 35250 }));
        await _payer.SendAsync(With("C6", l => l with { ClientKey = "b" }) with { Clients = [Claim().Clients[1]] });
        await OrderAsync(order => order with { Change = AssignmentChange.Withdrawn });
        await _payer.SendAsync(With("C7", l => l with { Period = new(new(2026, 10, 2), new(2026, 10, 31)) }));

        Assert.Equal(["ORDER-SERVICE", "ORDER-UNIT", "ORDER-DATES", "ORDER-QUANTITY", "paid", "ORDER-CLIENT", "ORDER-CANCELLED"],
            (await _payer.ReceiveAsync()).Where(m => m.Document.Name.StartsWith("remittance")).Select(Reasons));
    }

    [Fact]
    public async Task A_purchase_order_comes_in_and_its_acknowledgement_goes_back()
    {
        var sent = await OrderAsync(order => order);

        var message = Assert.Single(await _payer.ReceiveAsync());
        Assert.Equal(sent, message.Document.Content);
        var read = ReadAssignments.Read(new(message.Document.Content, Sample.Received, "R-1"), Sample.World).Value!;
        Assert.Equal(("PO-4711", 180, new Identifier("pseudonym", Sample.Client)), (read.Assignments[0].Number, read.Assignments[0].Volume, read.Assignments[0].Client));
        await _payer.SendAsync(read.ReturnMessage!);
        var payer = await _payer.StateAsync();
        Assert.Equal(("accepted", 1), (payer.Acknowledged[read.Message.Reference], payer.Taken));
    }

    [Fact]
    public async Task A_purchase_order_that_nobody_could_read_is_not_sent()
    {
        using var response = await _payer.Billing.PostAsJsonAsync("simulation/purchase-orders", Order() with { Client = "=1", Quantity = -1, Until = new(2026, 1, 1) }, ContractJson.Options);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Empty(await _payer.ReceiveAsync());
    }

    [Fact]
    public async Task A_request_is_acknowledged_and_answered_by_a_purchase_order_or_a_decision()
    {
        await _payer.SendAsync(RenderRequest.Render(Sample.Request() with { Payer = _payer.Identifier }, Sample.World).Value!.Documents[0]);
        await _payer.SimulateAsync(s => s with { Judge = Judging.Reject, Messages = 1 });
        await _payer.SendAsync(RenderRequest.Render(Sample.Request() with { Payer = _payer.Identifier, Reference = "N3" }, Sample.World).Value!.Documents[0]);
        await _payer.SimulateAsync(s => s with { Judge = Judging.Examine, Messages = 1 });
        await _payer.SendAsync(RenderRequest.Render(Sample.Request() with { Payer = _payer.Identifier, Reference = "N4" }, Sample.World).Value!.Documents[0]);

        Assert.Equal(["acknowledgement", "purchase-order", "acknowledgement", "request-decision", "acknowledgement", "request-decision"], (await _payer.ReceiveAsync()).Select(TypeOf));
        var messages = await _payer.ReceiveAsync();
        Assert.Equal(180, Assert.Single(ReadAssignments.Read(new(messages[1].Document.Content, Sample.Received, "R"), Sample.World).Value!.Assignments).Volume);
        Assert.Equal((RequestOutcome.Rejected, RequestOutcome.UnderExamination), (Decision(messages[3]), Decision(messages[5])));
        static RequestOutcome Decision(IncomingMessage m) => ReadRequestAnswer.Read(new(m.Document.Content, Sample.Received, "R"), Sample.World).Value!.Outcome;
    }

    [Fact]
    public async Task A_notice_is_accepted_or_rejected()
    {
        var notice = Sample.Notice() with { Payer = _payer.Identifier };
        await _payer.SendAsync(RenderNotice.Render(notice, Sample.World).Value!.Documents[0]);
        await _payer.SendAsync(RenderNotice.Render(notice, Sample.World).Value!.Documents[0]);
        await _payer.SimulateAsync(s => s with { Judge = Judging.Reject, Reason = "CLIENT-UNKNOWN" });
        await _payer.SendAsync(RenderNotice.Render(notice with { Reference = "N9" }, Sample.World).Value!.Documents[0]);

        var sent = new SentMessage("N000000001", Sample.Sender, notice.Payer, ["PO-4711"]);
        Assert.Equal(["Accepted ", "Rejected REFERENCE-USED", "Rejected CLIENT-UNKNOWN"], (await _payer.ReceiveAsync())
            .Select((m, i) => ReadReturn.Read(new(m.Document.Content, i < 2 ? sent : sent with { Reference = "N9" }), Sample.World).Value!)
            .Select(r => $"{r.Outcome} {string.Join(' ', r.Codes.Select(c => c.Code))}"));
    }

    [Fact]
    public async Task Pages_follow_one_another_and_what_is_acknowledged_is_gone()
    {
        for (var i = 0; i < 5; i++) await OrderAsync(order => order with { Order = $"PO-{i}" });
        var all = await _payer.ReceiveAsync();

        var seen = new List<string>();
        for (string? after = null; ;)
        {
            var page = (await _payer.Billing.GetFromJsonAsync<IncomingMessages>($"{AdapterRoutes.Messages}?limit=2{(after is null ? "" : $"&after={after}")}", ContractJson.Options))!;
            Assert.InRange(page.Items.Count, 1, 2);
            seen.AddRange(page.Items.Where(m => m.Payer.Value == _payer.Council).Select(m => m.Id));
            if ((after = page.Next) is null) break;
        }
        Assert.Equal(all.Select(m => m.Id), seen);
        for (var again = 0; again < 2; again++)
            Assert.Equal(HttpStatusCode.NoContent, (await _payer.Billing.PostAsync($"v1/messages/{all[0].Id}/_acknowledge", null)).StatusCode);
        Assert.Equal(all.Skip(1).Select(m => m.Id), (await _payer.ReceiveAsync()).Select(m => m.Id));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=101")]
    [InlineData("limit=many")]
    public async Task A_page_has_bounds(string query) => Assert.Equal(HttpStatusCode.BadRequest, (await _payer.Billing.GetAsync($"{AdapterRoutes.Messages}?{query}")).StatusCode);

    [Fact]
    public async Task A_restart_changes_nothing()
    {
        await _payer.SimulateAsync(s => s with { AnswerAfterPolls = 1 });
        await _payer.SendAsync(Claim());
        await OrderAsync(order => order);
        var before = await _payer.ReceiveAsync();

        await adapter.RestartAsync();

        using var billing = adapter.Billing();
        var after = await billing.ReceiveAsync(_payer.Council);
        Assert.Equal([.. before.Select(m => m.Id), after[^1].Id], after.Select(m => m.Id));
        Assert.Equal(["purchase-order", "remittance-advice"], after.Select(TypeOf));
        Assert.Equal(HttpStatusCode.OK, (await billing.SendAsync($"{_payer.Council}-1", TestPayer.Render(Claim()), _payer.Council)).StatusCode);
        Assert.Equal(2, (await billing.ReceiveAsync(_payer.Council)).Count);
    }

    private static string TypeOf(IncomingMessage message) => message.Document.Name[..message.Document.Name.LastIndexOf("-", message.Document.Name.LastIndexOf('-') - 1, StringComparison.Ordinal)];

    private static string Reasons(IncomingMessage advice) =>
        string.Join(' ', Sample.Lines(advice.Document.Content).Skip(3).SkipLast(1).Select(line => line.Split(',')).Select(v => v[1] == "paid" ? "paid" : v[3]));

    private ClaimToRender Claim(string number = "C202610001") => _payer.Claim(number);

    private PurchaseOrderToSend Order() => new(_payer.Council, Sample.Provider, Sample.Client, "PO-4711", new(2026, 10, 1), new(2026, 9, 28, 14, 5, 0),
        null, "HC30", new(2027, 3, 31), 180, Unit.Minute, Frequency.Week);

    private async Task<byte[]> OrderAsync(Func<PurchaseOrderToSend, PurchaseOrderToSend> change)
    {
        using var response = await _payer.Billing.PostAsJsonAsync("simulation/purchase-orders", change(Order()), ContractJson.Options);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return (await response.Content.ReadFromJsonAsync<PurchaseOrderSent>(ContractJson.Options))!.Content;
    }
}
