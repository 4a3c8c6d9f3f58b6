using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

public sealed class ReadAssignmentsTests
{
    private static readonly string Order = Sample.Text("purchase-order");

    public static TheoryData<string, string, string, string, string> Broken => new()
    {
        { "dated-in-the-future", "DATED-AHEAD", "line 2, column issued_on", "PD-000012,2026-09-28", "PD-000012,2026-10-01" },
        { "currency-unknown", "SHEET-CURRENCY", "line 2, column currency", "GBP", "EUR" },
        { "ends-before-it-starts", "DATES", "line 4, column until", "2027-03-31", "2026-09-30" },
        { "decided-after-message", "DATED-AHEAD", "line 4, column decided_at", "2026-09-28T", "2026-09-29T" },
        { "quantity-incomplete", "QUANTITY", "line 4, column quantity", ",minute,", ",," },
        { "budget-missing", "QUANTITY", "line 4, column budget", ",HC30,", ",," },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public void An_order_that_breaks_a_rule_is_not_taken_over_and_the_council_reads_why(string code, string reason, string place, string from, string to)
    {
        var read = Read(Order.Replace(from, to));

        var fault = Assert.Single(read.Faults);
        Assert.Equal((code, reason, place), (fault.Code, fault.PayerCode, fault.Place));
        Assert.Empty(read.Assignments);
        Assert.Contains(",purchase-order,PD-000012,rejected,1", Sample.Lines(read.ReturnMessage!.Content)[1]);
        Assert.Contains($",{reason},", Sample.Lines(read.ReturnMessage.Content)[3]);
    }

    [Fact]
    public void A_number_that_stands_there_twice_is_found()
    {
        var read = Read(Order.Replace("GBP,1", "GBP,2") + Order[Order.IndexOf("PO-4711", StringComparison.Ordinal)..]);

        Assert.Equal(("assignment-number-twice", "line 5, column order"), (Assert.Single(read.Faults).Code, read.Faults[0].Place));
    }

    [Theory]
    [InlineData(ObjectionCode.ReferenceUsedBefore, null, ",REFERENCE-USED,")]
    [InlineData(ObjectionCode.NumberUsedForAnother, "PO-4711", "PO-4711,NUMBER-USED,")]
    [InlineData(ObjectionCode.HasGrantedLines, "PO-4711", "PO-4711,PAID-LINES,")]
    public void What_billing_objects_stands_in_the_acknowledgement(ObjectionCode objection, string? number, string line)
    {
        var read = ReadAssignments.Read(Sample.Orders(new Objection(objection, number)), Sample.World).Value!;

        Assert.Single(read.Faults);
        Assert.StartsWith(line, Sample.Lines(read.ReturnMessage!.Content)[3]);
    }

    [Fact]
    public void An_objection_to_an_order_that_is_not_there_is_refused() => Assert.Equal("objection-unknown-assignment",
        Assert.Single(ReadAssignments.Read(Sample.Orders(new Objection(ObjectionCode.HasGrantedLines, "PO-1")), Sample.World).Faults).Code);

    [Theory]
    [InlineData(",new,,", ",amended,13,", AssignmentChange.Changed, "13")]
    [InlineData(",new,,", ",cancelled,,", AssignmentChange.Withdrawn, null)]
    public void An_order_may_replace_or_withdraw_another(string from, string to, AssignmentChange change, string? reason)
    {
        var assignment = Assert.Single(Read(Order.Replace(from, to)).Assignments);

        Assert.Equal((change, reason), (assignment.Change, assignment.ChangeReason));
    }

    [Fact]
    public void A_budget_without_a_service_is_an_assignment_in_money()
    {
        var assignment = Assert.Single(Read(Order.Replace(",HC30,", ",,").Replace(",180,minute,week,", ",,,,2500.00")).Assignments);

        Assert.Equal((250000, "GBP", null, null), (assignment.Budget, assignment.Currency, assignment.Volume, assignment.Product.Code));
    }

    [Fact]
    public void A_reference_for_the_return_that_does_not_fit_is_refused() => Assert.Equal("return-reference-invalid",
        Assert.Single(ReadAssignments.Read(Sample.Orders() with { ReturnReference = "=1" }, Sample.World).Faults).Code);

    private static AssignmentsRead Read(string order) => ReadAssignments.Read(new(Encoding.UTF8.GetBytes(order), Sample.Received, "R000000001"), Sample.World).Value!;
}
