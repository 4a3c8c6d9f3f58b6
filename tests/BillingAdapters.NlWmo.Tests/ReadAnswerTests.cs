using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

public sealed class ReadAnswerTests
{
    [Fact]
    public void A_line_that_returns_is_rejected_and_the_others_are_granted()
    {
        var read = Read(_ => { });

        Assert.Empty(read.Faults);
        Assert.Equal((ClaimOutcome.PartlyGranted, 84370), (read.Outcome, read.Granted));
        Assert.Equal(
            [("1", LineOutcome.Granted, 61431), ("2", LineOutcome.Rejected, 0), ("3", LineOutcome.Granted, 30000), ("4", LineOutcome.Granted, 7061)],
            read.Lines.Select(l => (l.LineId, l.Outcome, l.Amount)));
        Assert.Equal(["9308", "9388"], read.Lines[1].Codes.Select(c => c.Code));
        Assert.StartsWith("The period ends after the assignment", read.Lines[1].Codes[0].Reason);
        Assert.True(read.Lines[1].Codes[0].MayClaimAgain);
        Assert.Empty(read.Codes);
        Assert.Equal(
            new MessageIdentity(MessageKind.Answer, "WMO325", "A0000000007", new("nl-wmo", "9901"), new("nl-agb", "99990001"), new(2026, 11, 9), "C202610A01"),
            read.Message);
    }

    [Fact]
    public void A_claim_that_is_granted_in_full_grants_every_line()
    {
        var read = Read(m => { m.Remove("Clienten"); Granted(m, "129090"); Codes(m.Element(Sample.Ns325 + "DeclaratieAntwoord")!, "8001"); });

        Assert.Equal((ClaimOutcome.Granted, 129090), (read.Outcome, read.Granted));
        Assert.All(read.Lines, l => Assert.Equal(LineOutcome.Granted, l.Outcome));
        Assert.Equal("8001", Assert.Single(read.Codes).Code);
    }

    [Fact]
    public void A_claim_that_is_rejected_as_a_whole_rejects_every_line_with_its_code()
    {
        var read = Read(m => { m.Remove("Clienten"); Granted(m, "0"); Codes(m.Element(Sample.Ns325 + "DeclaratieAntwoord")!, "9333"); });

        Assert.Equal((ClaimOutcome.Rejected, 0), (read.Outcome, read.Granted));
        Assert.All(read.Lines, l => Assert.Equal((LineOutcome.Rejected, "9333"), (l.Outcome, l.Codes.Single().Code)));
    }

    [Fact]
    public void A_message_that_is_refused_for_technical_reasons_rejects_every_line()
    {
        var read = Read(m => { m.Remove("DeclaratieAntwoord"); m.Set("RetourCode", "0001"); });

        Assert.Equal(ClaimOutcome.Rejected, read.Outcome);
        Assert.All(read.Lines, l => Assert.Equal("0001", l.Codes.Single().Code));
    }

    [Fact]
    public void A_fault_in_the_client_is_the_reason_of_lines_that_were_not_judged()
    {
        var read = Read(m =>
        {
            Codes(m.Find("Prestatie"), "0233");
            Codes(m.Find("Client"), "8187");
        });

        Assert.Equal(["8187", "0233"], read.Lines[1].Codes.Select(c => c.Code));
    }

    [Theory]
    [InlineData("0001")]
    [InlineData("0233")]
    [InlineData("0611")]
    [InlineData("8017")]
    [InlineData("8021")]
    [InlineData("8187")]
    [InlineData("8214")]
    [InlineData("8848")]
    [InlineData("9056")]
    [InlineData("9307")]
    [InlineData("9308")]
    [InlineData("9319")]
    [InlineData("9321")]
    [InlineData("9322")]
    [InlineData("9333")]
    [InlineData("9338")]
    [InlineData("9339")]
    [InlineData("9340")]
    [InlineData("9341")]
    [InlineData("9346")]
    [InlineData("9369")]
    [InlineData("9384")]
    [InlineData("9387")]
    [InlineData("9388")]
    [InlineData("9389")]
    [InlineData("9390")]
    public void A_code_of_the_standard_comes_with_a_reason_and_what_can_be_done(string code)
    {
        var explained = Read(m => Codes(m.Find("Prestatie"), code)).Lines[1].Codes[0];

        Assert.Equal(code, explained.Code);
        Assert.DoesNotContain("not known", explained.Reason);
        Assert.NotEmpty(explained.Remedy);
    }

    [Fact]
    public void A_code_that_is_not_known_is_passed_on()
    {
        var explained = Read(m => Codes(m.Find("Prestatie"), "7777")).Lines[1].Codes.Single();

        Assert.Equal(("7777", false), (explained.Code, explained.MayClaimAgain));
    }

    public static TheoryData<string?, string, Action<XElement>> Faults => new()
    {
        { null, "answer-from-another-payer", m => m.Set("Afzender", "9902") },
        { null, "answer-to-another-sender", m => m.Set("Ontvanger", "99990002") },
        { "TR337", "answers-another-claim", m => m.Set("Identificatie", "C202609A01", 1) },
        { "TR376", "answers-another-claim", m => m.Set("DeclaratieNummer", "C202609A01") },
        { "IV087", "answer-without-decision", m => m.Remove("DeclaratieAntwoord") },
        { "IV087", "answer-refuses-and-decides", m => m.Set("RetourCode", "0001") },
        { "TR367", "submitted-total-differs", m => { m.Set("TotaalBedrag", "129091"); Granted(m, "84371"); } },
        { "TR342", "sums-do-not-tally", m => Granted(m, "84371") },
        { "TR342", "sums-do-not-tally", m => m.Set("DebetCredit", "C", 1) },
        { "TR342", "rejected-whole-yet-granted", m => { Codes(m.Element(Sample.Ns325 + "DeclaratieAntwoord")!, "9333"); m.Remove("Clienten"); } },
        { "TR342", "rejected-whole-yet-judged", m => { Codes(m.Element(Sample.Ns325 + "DeclaratieAntwoord")!, "9333"); Granted(m, "0"); } },
        { "IV087", "granted-whole-yet-rejected", m => Codes(m.Element(Sample.Ns325 + "DeclaratieAntwoord")!, "8001") },
        { "TR366", "reference-unknown", m => m.Set("ReferentieNummer", "L-000077") },
        { "TR367", "amount-differs", m => { m.Set("Bedrag", "44721"); Granted(m, "84369"); } },
        { "TR101", "reference-twice", m => { m.Find("Prestatie").AddAfterSelf(m.Find("Prestatie")); Granted(m, "39650"); } },
        { "IV087", "rejected-without-reason", m => Codes(m.Find("Prestatie"), "0200") },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void An_answer_with_a_fault_decides_nothing(string? rule, string code, Action<XElement> breaks)
    {
        var read = Read(breaks);

        var fault = Assert.Single(read.Faults);
        Assert.Equal((rule, code), (fault.Rule, fault.Code));
        Assert.Equal((ClaimOutcome.Undecided, 0), (read.Outcome, read.Granted));
        Assert.All(read.Lines, l => Assert.Equal((LineOutcome.Unchanged, 0), (l.Outcome, l.Amount)));
        Assert.DoesNotContain(Sample.Client, read.ToString());
    }

    [Fact]
    public void The_same_answer_twice_says_the_same() => Assert.Equivalent(Read(_ => { }), Read(_ => { }), strict: true);

    [Fact]
    public void A_claim_with_one_reference_twice_cannot_be_answered()
    {
        var claim = Sample.Sent();

        var read = ReadAnswer.Read(new(Sample.Bytes("wmo325-partly.xml"), claim with { Lines = [claim.Lines[0], claim.Lines[0]] }));

        Assert.Equal("line-reference-twice", Assert.Single(read.Faults).Code);
    }

    [Fact]
    public void An_assignment_is_no_answer() =>
        Assert.Equal("wrong-namespace", Assert.Single(ReadAnswer.Read(new(Sample.Bytes("wmo301.xml"), Sample.Sent())).Faults).Code);

    private static void Granted(XElement message, string cents) => message.Set("TotaalBedrag", cents, 1);

    private static void Codes(XElement record, string code) => record.Elements().Last().ReplaceNodes(new XElement(Sample.Ns325 + "RetourCode", code));

    private static AnswerRead Read(Action<XElement> change)
    {
        var read = ReadAnswer.Read(new(Sample.Bytes("wmo325-partly.xml", change), Sample.Sent()));
        Assert.Empty(read.Faults);
        return read.Value!;
    }
}
