using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Documents;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>What the README says is what the adapter does.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));

    [Fact]
    public void A_claim_is_rendered_as_the_example_of_a_time_sheet()
    {
        var rendered = RenderClaim.Render(Sample.Claim(), Sample.World).Value!;

        Assert.Equal(Sample.Text("time-sheet"), Encoding.UTF8.GetString(rendered.Documents[0].Content));
        Assert.Equal(("time-sheet-C202610001.csv", "text/csv"), (rendered.Documents[0].Name, rendered.Documents[0].MediaType));
        Assert.Equal([("1", "L-000001"), ("2", "L-000002"), ("3", "L-000003")], rendered.Lines.Select(l => (l.LineId, l.AnswerReference)));
    }

    [Fact]
    public void The_example_of_an_advice_answers_the_example_of_a_time_sheet()
    {
        var read = ReadAnswer.Read(new(Sample.Bytes("remittance-advice"), Sample.Sent()), Sample.World).Value!;

        Assert.Empty(read.Faults);
        Assert.Equal((ClaimOutcome.PartlyGranted, 18095), (read.Outcome, read.Granted));
        Assert.Equal([("1", LineOutcome.Granted, 20445), ("2", LineOutcome.Granted, 2350), ("3", LineOutcome.Rejected, 0)], read.Lines.Select(l => (l.LineId, l.Outcome, l.Amount)));
        Assert.Equal("RATE", Assert.Single(read.Lines[2].Codes).Code);
        Assert.DoesNotContain("31.50", read.ToString());
        Assert.Equal(new MessageIdentity(MessageKind.Answer, "remittance-advice", "RA-000007", Sample.Payer, Sample.Sender, new(2026, 11, 9), "C202610001"), read.Message);
    }

    [Fact]
    public void The_example_of_a_purchase_order_is_an_assignment()
    {
        var read = ReadAssignments.Read(Sample.Orders(), Sample.World).Value!;

        Assert.Empty(read.Faults);
        Assert.Equal(
            new Assignment("PO-4711", new("pseudonym", Sample.Client), Sample.Payer, new(null, "HC30"), new(2026, 9, 28, 14, 5, 0), new(2026, 10, 1), AssignmentChange.New,
                new(2027, 3, 31), 180, Unit.Minute, Frequency.Week),
            Assert.Single(read.Assignments));
        Assert.Equal(
        [
            "document,version,reference,issued_on,council,provider,acknowledges,acknowledged,outcome,lines",
            "acknowledgement,1,R000000001,2026-09-30,E08000035,1-101700001,purchase-order,PD-000012,accepted,0",
            "order,reason,text",
            "",
        ], Sample.Lines(read.ReturnMessage!.Content));
    }

    [Fact]
    public void Every_column_of_every_document_is_named_in_its_order()
    {
        foreach (var shape in Sample.World.Shapes.All)
        {
            Assert.Contains($"Header: `{string.Join(',', shape.Header.Columns.Select(c => c.Name))}`", Readme);
            Assert.Contains($"ines: `{string.Join(',', shape.Lines.Columns.Select(c => c.Name))}`", Readme);
        }
    }

    [Fact]
    public void Every_reason_is_explained() => Assert.All(Reasons.All, reason => Assert.Contains($"`{reason}`", Readme));

    [Fact]
    public void Every_word_is_named()
    {
        Assert.All(Enum.GetValues<Unit>(), unit => Assert.Contains($"`{Words.Units[unit]}`", Readme));
        Assert.All(Enum.GetValues<Frequency>(), per => Assert.Contains($"`{Words.Frequencies[per]}`", Readme));
        Assert.All(Enum.GetValues<StopReason>(), reason => Assert.Contains($"`{Words.StopReasons[reason]}`", Readme));
        Assert.All(Enum.GetValues<Referrer>(), referrer => Assert.Contains($"`{Words.Referrers[referrer]}`", Readme));
    }
}
