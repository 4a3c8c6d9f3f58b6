using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class ReadRequestAnswerTests
{
    [Fact]
    public void A_rejection_says_why_and_gets_its_WMO320()
    {
        var read = Read(_ => { });

        Assert.Equal((RequestOutcome.Rejected, "vraag-0001", "2"), (read.Outcome, read.RequestReference, Assert.Single(read.Codes).Code));
        Assert.Equal(
            new MessageIdentity(MessageKind.RequestAnswer, "WMO319", "T0000000055", new("nl-wmo", "9901"), new("nl-agb", "99990001"), new(2026, 10, 9), null, "vraag-0001"),
            read.Message);
        Assert.Equal("WMO320-R000000002.xml", read.ReturnMessage!.Name);
        Golden.Is("wmo320-accepted.xml", read.ReturnMessage.Content);
    }

    [Fact]
    public void A_request_may_be_looked_into()
    {
        var read = Read(m => { m.Set("VerzoekAntwoord", "2"); m.Remove("RedenAfwijzingVerzoek"); });

        Assert.Equal((RequestOutcome.UnderExamination, 0, 0), (read.Outcome, read.Codes.Count, read.Faults.Count));
    }

    [Fact]
    public void Every_reason_is_explained() =>
        Assert.Equal(9, Enumerable.Range(1, 9).Select(reason => Read(m => m.Set("RedenAfwijzingVerzoek", $"{reason}")).Codes.Single().Reason).Distinct().Count());

    [Fact]
    public void An_answer_with_a_fault_decides_nothing_and_its_return_message_says_so()
    {
        var read = Read(m => m.Remove("RedenAfwijzingVerzoek"));

        Assert.Equal((RequestOutcome.Undecided, "CD085"), (read.Outcome, Assert.Single(read.Faults).Rule));
        Golden.Is("wmo320-refused.xml", read.ReturnMessage!.Content);
    }

    [Fact]
    public void A_reference_that_does_not_fit_is_refused() => Assert.Equal("return-reference-invalid",
        Assert.Single(ReadRequestAnswer.Read(new(Sample.Bytes("wmo319.xml"), new(2026, 10, 10), "R-1")).Faults).Code);

    private static RequestAnswerRead Read(Action<XElement> change)
    {
        var read = ReadRequestAnswer.Read(new(Sample.Bytes("wmo319.xml", change), new(2026, 10, 10), "R000000002"));
        Assert.Empty(read.Faults);
        return read.Value!;
    }
}
