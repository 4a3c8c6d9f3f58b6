using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

public sealed class NoticeAndRequestTests
{
    private const string Acknowledged = "document,version,reference,issued_on,council,provider,acknowledges,acknowledged,outcome,lines\r\n"
        + "acknowledgement,1,AK-000001,2026-12-03,E08000035,1-101700001,service-notice,N000000001,rejected,2\r\norder,reason,text\r\nPO-4711,ORDER-DATES,\r\n,CLIENT-UNKNOWN,\r\n";

    private const string Decision = "document,version,reference,issued_on,council,provider,request,decision,lines\r\n"
        + "request-decision,1,RD-000001,2026-09-20,E08000035,1-101700001,Q-2026-7,rejected,1\r\nreason,text\r\nDECLINED,\r\n";

    private static readonly SentMessage Sent = new("N000000001", Sample.Sender, Sample.Payer, ["PO-4711"]);

    [Fact]
    public void A_stop_is_rendered() => Assert.Equal(
    [
        "document,version,reference,issued_on,council,provider,notice,client,lines",
        "service-notice,1,N000000001,2026-12-02,E08000035,1-101700001,stop,9f2c4b7a01d3e865,1",
        "order,change,category,service,started_on,stopped_on,reason",
        "PO-4711,new,,HC30,2026-10-01,2026-11-30,moved",
        "",
    ], Sample.Lines(RenderNotice.Render(Sample.Notice(), Sample.World).Value!.Documents[0].Content));

    [Fact]
    public void A_request_is_rendered_without_formulas() => Assert.Equal(
    [
        "document,version,reference,issued_on,council,provider,request,kind,client,reason,referrer,remark,lines",
        "service-request,1,N000000002,2026-09-14,E08000035,1-101700001,Q-2026-7,new,9f2c4b7a01d3e865,,council,\"'=1+1 at home, \"\"please\"\"\",1",
        "change,order,category,service,from,until,quantity,unit,per,budget",
        "new,,,HC30,2026-10-01,2027-03-31,180,minute,week,2500.00",
        "",
    ], Sample.Lines(RenderRequest.Render(Sample.Request(), Sample.World).Value!.Documents[0].Content));

    public static TheoryData<string, NoticeToRender> BrokenNotices => new()
    {
        { "reference-invalid", Sample.Notice() with { Reference = "" } },
        { "sender-invalid", Sample.Notice() with { Sender = Sample.Payer } },
        { "payer-invalid", Sample.Notice() with { Payer = Sample.Sender } },
        { "client-identifiers-unfit", Sample.Notice() with { Client = new([]) } },
        { "client-person-not-asked", Sample.Notice() with { Client = Sample.Notice().Client with { Person = new("Zeegras") } } },
        { "notice-without-items", Sample.Notice() with { Items = [] } },
        { "assignment-number-invalid", Item(i => i with { Assignment = new("=") }) },
        { "assignment-number-twice", Sample.Notice() with { Items = [Sample.Notice().Items[0], Sample.Notice().Items[0]] } },
        { "product-code-invalid", Item(i => i with { Assignment = new("PO-4711"), Product = new(null, "+") }) },
        { "stop-without-date", Item(i => i with { StoppedOn = null }) },
        { "stop-without-reason", Item(i => i with { Reason = null }) },
        { "start-with-stop", Sample.Notice() with { Kind = NoticeKind.Start } },
        { "stops-before-it-starts", Item(i => i with { StoppedOn = new(2026, 9, 30) }) },
        { "starts-before-assignment", Item(i => i with { StartedOn = new(2026, 9, 30) }) },
        { "starts-after-assignment", Item(i => i with { StartedOn = new(2027, 4, 1), StoppedOn = new(2027, 4, 2) }) },
        { "product-differs", Item(i => i with { Product = new(null, "HC60") }) },
    };

    [Theory]
    [MemberData(nameof(BrokenNotices))]
    public void A_notice_that_breaks_a_rule_does_not_leave(string code, NoticeToRender notice)
    {
        var faults = RenderNotice.Render(notice, Sample.World).Faults;

        Assert.Contains(faults, f => f.Code == code);
        Assert.DoesNotContain(faults, f => f.ToString().Contains(Sample.Client) || f.ToString().Contains("Zeegras"));
    }

    public static TheoryData<string, RequestToRender> BrokenRequests => new()
    {
        { "request-reference-invalid", Sample.Request() with { RequestReference = "Q 1" } },
        { "reason-missing", Sample.Request() with { Kind = RequestKind.Change, Referrer = null } },
        { "reason-not-allowed", Sample.Request() with { Reason = RequestReason.PlanChanged } },
        { "referrer-not-allowed", Sample.Request() with { Kind = RequestKind.Change, Reason = RequestReason.PlanChanged } },
        { "remark-invalid", Sample.Request() with { Remark = "two\nlines" } },
        { "remark-invalid", Sample.Request() with { Remark = new string('x', 501) } },
        { "request-without-products", Sample.Request() with { Products = [] } },
        { "change-not-allowed", Product(p => p with { Change = ProductChange.Changed, AssignmentNumber = "PO-4711" }) },
        { "assignment-number-missing", Product(p => p with { Change = ProductChange.Changed }) },
        { "assignment-number-not-allowed", Product(p => p with { AssignmentNumber = "PO-4711" }) },
        { "unchanged-with-changes", Product(p => p with { Change = ProductChange.Unchanged, AssignmentNumber = "PO-4711" }) },
        { "product-code-missing", Product(p => p with { Product = null }) },
        { "from-missing", Product(p => p with { From = null }) },
        { "ends-before-it-starts", Product(p => p with { Until = new(2026, 9, 30) }) },
        { "quantity-incomplete", Product(p => p with { Unit = null }) },
        { "volume-out-of-range", Product(p => p with { Volume = -1 }) },
        { "budget-out-of-range", Product(p => p with { Budget = -1 }) },
    };

    [Theory]
    [MemberData(nameof(BrokenRequests))]
    public void A_request_that_breaks_a_rule_does_not_leave(string code, RequestToRender request) =>
        Assert.Contains(RenderRequest.Render(request, Sample.World).Faults, f => f.Code == code);

    [Fact]
    public void An_acknowledgement_with_remarks_rejects()
    {
        var read = Return(Acknowledged);

        Assert.Empty(read.Faults);
        Assert.Equal((ReturnOutcome.Rejected, "CLIENT-UNKNOWN"), (read.Outcome, Assert.Single(read.Codes).Code));
        Assert.Equal(("PO-4711", "ORDER-DATES"), (Assert.Single(read.Items).AssignmentNumber, Assert.Single(read.Items[0].Codes).Code));
        Assert.Equal((MessageKind.Return, "N000000001"), (read.Message.Kind, read.Message.OurReference));
    }

    [Fact]
    public void An_acknowledgement_without_remarks_accepts() => Assert.Equal(ReturnOutcome.Accepted, Return(Accepted(Acknowledged)).Outcome);

    [Theory]
    [InlineData("return-from-another-payer", "E08000035", "E08000036")]
    [InlineData("return-to-another-sender", "1-101700001", "1-101700002")]
    [InlineData("returns-another-kind", "service-notice", "purchase-order")]
    [InlineData("returns-another-message", "N000000001", "N000000009")]
    [InlineData("outcome-contradicts-remarks", "rejected", "accepted")]
    [InlineData("reference-unknown", "PO-4711", "PO-4712")]
    public void An_acknowledgement_that_contradicts_what_was_sent_decides_nothing(string code, string from, string to)
    {
        var read = Return(Acknowledged.Replace(from, to));

        Assert.Contains(read.Faults, f => f.Code == code);
        Assert.Equal((ReturnOutcome.Undecided, 0, 0), (read.Outcome, read.Codes.Count, read.Items.Count));
    }

    [Theory]
    [InlineData("rejected,1", RequestOutcome.Rejected, "DECLINED")]
    [InlineData("under-examination,1", RequestOutcome.UnderExamination, "DECLINED")]
    public void A_decision_is_read_and_acknowledged(string decision, RequestOutcome outcome, string reason)
    {
        var read = Answer(Decision.Replace("rejected,1", decision));

        Assert.Equal((outcome, "Q-2026-7", reason), (read.Outcome, read.RequestReference, Assert.Single(read.Codes).Code));
        Assert.Contains(",request-decision,RD-000001,accepted,0", Sample.Lines(read.ReturnMessage!.Content)[1]);
    }

    [Fact]
    public void A_decision_of_tomorrow_decides_nothing()
    {
        var read = Answer(Decision.Replace("2026-09-20", "2026-10-01"));

        Assert.Equal((RequestOutcome.Undecided, "dated-in-the-future"), (read.Outcome, Assert.Single(read.Faults).Code));
        Assert.Contains(",DATED-AHEAD,", Sample.Lines(read.ReturnMessage!.Content)[3]);
    }

    [Theory]
    [InlineData("time-sheet", MessageKind.Other, null, null)]
    [InlineData("remittance-advice", MessageKind.Answer, "C202610001", null)]
    [InlineData("purchase-order", MessageKind.Assignment, null, null)]
    public void A_document_is_known_by_its_header(string document, MessageKind kind, string? claim, string? ours)
    {
        var identity = IdentifyMessage.Identify(new([.. Sample.Bytes(document), 0xFF]), Sample.World).Value!;

        Assert.Equal((kind, document, claim, ours), (identity.Kind, identity.Type, identity.ClaimNumber, identity.OurReference));
    }

    [Fact]
    public void An_acknowledgement_of_a_purchase_order_is_nothing_for_billing() => Assert.Equal(MessageKind.Other,
        IdentifyMessage.Identify(new(Encoding.UTF8.GetBytes(Acknowledged.Replace("service-notice", "purchase-order"))), Sample.World).Value!.Kind);

    private static string Accepted(string acknowledged) => acknowledged[..acknowledged.IndexOf("PO-4711", StringComparison.Ordinal)].Replace("rejected,2", "accepted,0");

    private static NoticeToRender Item(Func<NoticeItem, NoticeItem> change) => Sample.Notice() with { Items = [change(Sample.Notice().Items[0])] };

    private static RequestToRender Product(Func<RequestedProduct, RequestedProduct> change) => Sample.Request() with { Products = [change(Sample.Request().Products[0])] };

    private static ReturnRead Return(string content) => ReadReturn.Read(new(Encoding.UTF8.GetBytes(content), Sent), Sample.World).Value!;

    private static RequestAnswerRead Answer(string content) => ReadRequestAnswer.Read(new(Encoding.UTF8.GetBytes(content), Sample.Received, "R000000002"), Sample.World).Value!;
}
