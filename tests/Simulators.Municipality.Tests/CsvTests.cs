using System.Net;
using System.Net.Http.Json;
using System.Text;
using Xunit;

namespace Buurtzorg.Simulators.Municipality.Tests;

/// <summary>A municipality that speaks CSV: the same desk, other documents.</summary>
public sealed class CsvTests : IAsyncLifetime
{
    private const string Charge = "L-1,charge,,999900006,7001,02,02A03,2025-08-01,2025-08-31,600,minute,64.90,hour,649.00";
    private readonly TownHall _hall = new();
    private string _order = "";

    public async ValueTask InitializeAsync()
    {
        await _hall.InitializeAsync();
        await _hall.Http.PutAsJsonAsync("municipalities/9901/dialect", new { dialect = "csv" });
        _order = await (await _hall.Assign(7003, 7004)).Content.ReadAsStringAsync();
    }

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public void An_assignment_is_a_purchase_order() => Assert.Equal("""
        document,version,reference,issued_on,council,provider,currency,lines
        purchase-order,1,9901A000002,2025-06-20,9901,99990001,EUR,2
        order,change,change_reason,client,category,service,decided_at,from,until,quantity,unit,per,budget
        7003,new,,999900006,02,02A03,2025-06-20T09:30:00,2025-07-07,2025-09-07,180,minute,week,
        7004,new,,999900006,02,02A05,2025-06-20T09:30:00,2025-07-01,,600,minute,month,

        """.ReplaceLineEndings("\r\n"), _order);

    [Fact]
    public async Task A_changed_and_a_withdrawn_assignment_are_told()
    {
        await _hall.Http.PutAsJsonAsync("municipalities/9901/assignments/7003/end", new { lastDay = "2025-08-15" });
        await _hall.Http.DeleteAsync("municipalities/9901/assignments/7004");

        Assert.Contains("7003,amended,14,999900006,02,02A03,", await Post("assignments/7003/message", ""));
        Assert.Contains("7004,cancelled,13,999900006,02,02A05,", await Post("assignments/7004/message", ""));
    }

    [Fact]
    public async Task A_right_time_sheet_is_paid_and_its_advice_can_be_fetched_again()
    {
        var advice = await Post("declarations", Sheet("T1", 64900, Charge));

        Assert.Equal(["T1,EUR,judged,,1,649.00,649.00,0.00", "L-1,paid,649.00,,"], [Header(advice), .. Lines(advice)]);
        Assert.Equal(advice, await _hall.Http.GetStringAsync("municipalities/9901/declarations/T1/answer"));
    }

    private static readonly Dictionary<string, string> Faults = new()
    {
        ["ORDER-UNKNOWN"] = Charge.Replace("7001", "PO-1"),
        ["ORDER-CLIENT"] = Charge.Replace("999900006", "999990019"),
        ["ORDER-CANCELLED"] = Charge.Replace("7001", "7004"),
        ["ORDER-SERVICE"] = Charge.Replace("02A03", "02A05"),
        ["ORDER-UNIT"] = Charge.Replace("600,minute", "10,hour"),
        ["ORDER-DATES"] = Charge.Replace("2025-08-01", "2025-07-01"),
        ["ORDER-QUANTITY"] = Charge.Replace(",600,", ",901,").Replace("649.00", "974.58"),
        ["DATES"] = Charge.Replace("2025-08-31", "2025-09-01"),
        ["RATE"] = Charge.Replace("64.90", "65.00"),
        ["AMOUNT"] = Charge.Replace("649.00", "649.01"),
        ["CREDIT-UNKNOWN"] = "L-1,credit,L-0,999900006,7001,02,02A03,2025-08-01,2025-08-31,600,minute,64.90,hour,-649.00",
        ["ADJUSTMENT-UNKNOWN"] = "L-1,adjustment,L-0,999900006,7001,02,02A03,2025-08-01,2025-08-31,1,minute,64.90,hour,-1.08",
    };

    public static TheoryData<string> Reasons => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task A_line_that_breaks_a_rule_is_rejected_with_its_reason(string reason)
    {
        await _hall.Http.DeleteAsync("municipalities/9901/assignments/7004");
        const string right = "L-9,charge,,999900006,7002,02,02A05,2025-08-01,2025-08-31,60,minute,91.75,hour,91.75";
        var amount = long.Parse(Faults[reason].Split(',')[^1].Replace(".", ""));

        var advice = await Post("declarations", Sheet("T1", 9175 + amount, right, Faults[reason]));

        Assert.Equal(["L-1,rejected," + Faults[reason].Split(',')[^1] + $",{reason},", "L-9,paid,91.75,,"], Lines(advice).Order());
        Assert.EndsWith($",91.75,{Faults[reason].Split(',')[^1]}", Header(advice));
    }

    [Theory]
    [InlineData("SHEET-USED", "", "")]
    [InlineData("SHEET-SUMS", "649.00\r\nline", "649.01\r\nline")]
    [InlineData("SHEET-SUMS", ",1,649.00\r\nline", ",2,649.00\r\nline")]
    [InlineData("SHEET-PERIOD", "2025-08-31,EUR", "2025-07-31,EUR")]
    [InlineData("SHEET-PERIOD", "2025-08-31,EUR", "2025-09-30,EUR")]
    [InlineData("SHEET-PARTY", ",9901,", ",9902,")]
    [InlineData("SHEET-PARTY", "99990001", "99990002")]
    [InlineData("SHEET-CURRENCY", "EUR", "GBP")]
    public async Task What_is_wrong_with_the_whole_is_refused_whole(string reason, string right, string wrong)
    {
        if (reason == "SHEET-USED") await Post("declarations", Sheet("T1", 64900, Charge));

        var advice = await Post("declarations", right is "" ? Sheet("T1", 64900, Charge) : Sheet("T1", 64900, Charge).Replace(right, wrong));

        Assert.Contains($"refused,{reason},0,", Header(advice));
        Assert.Empty(Lines(advice));
    }

    [Fact]
    public async Task A_charge_is_credited_once_and_replaced_and_adjusted()
    {
        const string credit = "L-2,credit,L-1,999900006,7001,02,02A03,2025-08-01,2025-08-31,600,minute,64.90,hour,-649.00";
        await Post("declarations", Sheet("T1", 64900, Charge));

        Assert.Equal(["L-3,rejected,649.00,LINE-REPEATED,"], Lines(await Post("declarations", Sheet("T2", 64900, Charge.Replace("L-1", "L-3")))));
        Assert.Equal(["L-1,rejected,649.00,LINE-USED,"], Lines(await Post("declarations", Sheet("T3", 64900, Charge))));
        Assert.Equal(["L-2,paid,-649.00,,", "L-4,paid,649.00,,"], Lines(await Post("declarations", Sheet("T4", 0, Charge.Replace("L-1", "L-4"), credit))));
        Assert.Equal(["L-5,rejected,-649.00,CREDIT-REPEATED,"], Lines(await Post("declarations", Sheet("T5", -64900, credit.Replace("L-2", "L-5")))));
        Assert.Equal(["L-6,paid,-1.08,,"], Lines(await Post("declarations", Sheet("T6", -108, "L-6,adjustment,L-4,999900006,7001,02,02A03,2025-08-01,2025-08-31,1,minute,64.90,hour,-1.08"))));
    }

    [Theory]
    [InlineData("accepted", 0, "", true)]
    [InlineData("rejected", 1, "7003,DATES,\r\n", false)]
    public async Task An_acknowledgement_says_what_the_provider_thinks_of_an_order(string outcome, int lines, string faults, bool accepted)
    {
        var response = await _hall.Http.PostAsync("municipalities/9901/return-messages", Csv(
            "document,version,reference,issued_on,council,provider,acknowledges,acknowledged,outcome,lines\r\n"
            + $"acknowledgement,1,B1,2025-06-21,9901,99990001,purchase-order,9901A000002,{outcome},{lines}\r\norder,reason,text\r\n{faults}"));

        Assert.Equal(accepted, (await response.Content.ReadFromJsonAsync<ReturnReceipt>())!.Accepted);
    }

    [Fact]
    public async Task A_start_and_a_stop_are_acknowledged()
    {
        var start = await Post("notices", Notice("N1", "start", "7001,new,02,02A03,2025-07-10,,"));
        var stop = await Post("notices", Notice("N2", "stop", "7001,new,02,02A03,2025-07-10,2025-07-20,completed"));
        var unknown = await Post("notices", Notice("N3", "start", "4711,new,02,02A03,2025-07-10,,"));
        var again = await Post("notices", Notice("N3", "start", "7002,new,02,02A05,2025-07-10,,"));

        Assert.Equal(["service-notice,N1,accepted,0", "service-notice,N2,accepted,0", "service-notice,N3,rejected,1", "service-notice,N3,rejected,1"], [Header(start), Header(stop), Header(unknown), Header(again)]);
        Assert.Equal(["4711,ORDER-UNKNOWN,", ",REFERENCE-USED,"], [.. Lines(unknown), .. Lines(again)]);
        Assert.Equal([new CarePeriod(new(2025, 7, 10), new(2025, 7, 20))], (await _hall.Products()).Single(product => product.Number == TownHall.Guidance).Care);
    }

    [Fact]
    public async Task A_request_is_acknowledged_and_then_decided()
    {
        var acknowledged = await Post("requests", """
            document,version,reference,issued_on,council,provider,request,kind,client,reason,referrer,remark,lines
            service-request,1,Q1,2025-07-01,9901,99990001,ask-1,new,999900006,,self,"more, please",1
            change,order,category,service,from,until,quantity,unit,per,budget
            new,,02,02A21,2025-08-01,2025-12-31,4,item,week,

            """.ReplaceLineEndings("\r\n"));
        var examined = await _hall.Http.PostAsJsonAsync("municipalities/9901/requests/ask-1/decision", new { verdict = "Examine" });
        var granted = await _hall.Http.PostAsJsonAsync("municipalities/9901/requests/ask-1/decision", new { verdict = "Grant" });

        Assert.Equal("service-request,Q1,accepted,0", Header(acknowledged));
        Assert.Equal("ask-1,under-examination,0", Header(await examined.Content.ReadAsStringAsync()));
        Assert.Contains(",999900006,02,02A21,", Assert.Single(Lines(await granted.Content.ReadAsStringAsync())));
    }

    [Theory]
    [InlineData("L-1,charge", "L-1,gift")]
    [InlineData("649.00\r\n", "649\r\n")]
    [InlineData("minute", "moment")]
    [InlineData("rate_per", "per")]
    [InlineData("649.00\r\n", "649.00,\r\n")]
    [InlineData("02A03", "\"02A03")]
    public async Task What_cannot_be_read_is_not_answered(string right, string wrong) => Assert.Equal(HttpStatusCode.UnprocessableEntity,
        (await _hall.Http.PostAsync("municipalities/9901/declarations", Csv(Sheet("T1", 64900, Charge).Replace(right, wrong)))).StatusCode);

    [Fact]
    public async Task A_dialect_is_one_of_two() => Assert.Equal(HttpStatusCode.UnprocessableEntity,
        (await _hall.Http.PutAsJsonAsync("municipalities/9901/dialect", new { dialect = "edifact" })).StatusCode);

    private async Task<string> Post(string path, string content)
    {
        var response = await _hall.Http.PostAsync("municipalities/9901/" + path, Csv(content));
        return await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
    }

    private static StringContent Csv(string content) => new(content, Encoding.UTF8, "text/csv");

    private static string Sheet(string number, long total, params string[] lines) =>
        "document,version,reference,issued_on,council,provider,period_from,period_until,currency,lines,total\r\n"
        + $"time-sheet,1,{number},2025-09-02,9901,99990001,2025-08-01,2025-08-31,EUR,{lines.Length},{Municipality.Csv.Sheet.Money(total)}\r\n"
        + "line,type,corrects,client,order,category,service,from,until,quantity,unit,rate,rate_per,amount\r\n"
        + string.Concat(lines.Select(line => line + "\r\n"));

    private static string Notice(string reference, string kind, string line) =>
        "document,version,reference,issued_on,council,provider,notice,client,lines\r\n"
        + $"service-notice,1,{reference},2025-07-21,9901,99990001,{kind},999900006,1\r\norder,change,category,service,started_on,stopped_on,reason\r\n{line}\r\n";

    /// <summary>The values of a document's own columns.</summary>
    private static string Header(string document) => string.Join(',', document.Split("\r\n")[1].Split(',').Skip(6));

    private static IEnumerable<string> Lines(string document) => document.Split("\r\n").Skip(3).SkipLast(1);
}
