using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Features;
using Xunit;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

public sealed class ReadAnswerTests
{
    private static readonly string Advice = Sample.Text("remittance-advice");

    public static TheoryData<string, string, string, string> Contradictions => new()
    {
        { "answer-from-another-payer", "line 2, column council", "E08000035", "E08000036" },
        { "answer-to-another-sender", "line 2, column provider", "1-101700001", "1-101700002" },
        { "answers-another-claim", "line 2, column time_sheet", "C202610001", "C202610002" },
        { "currency-differs", "line 2, column currency", "GBP", "EUR" },
        { "submitted-total-differs", "line 2, column submitted", "532.73", "532.74" },
        { "sums-do-not-tally", "line 2, column submitted", ",180.95,", ",180.96," },
        { "paid-does-not-tally", "line 2, column paid", "180.95,351.78\r\n", "181.95,350.78\r\n" },
        { "rejected-does-not-tally", "line 2, column rejected", "180.95,351.78\r\n", "181.95,350.78\r\n" },
        { "reason-not-allowed", "line 2, column reason", "judged,,", "judged,RATE," },
        { "refused-yet-judged", "line 2, column lines", "judged,,", "refused,SHEET-USED," },
        { "refused-without-reason", "line 2, column reason", "judged,,", "refused,," },
        { "reference-unknown", "line 4, column line", "L-000001", "L-000009" },
        { "reference-twice", "line 5, column line", "L-000002", "L-000001" },
        { "line-not-judged", "line 2, column lines", "L-000002", "L-000001" },
        { "amount-differs", "line 5, column amount", ",-23.50,", ",23.50," },
        { "rejected-without-reason", "line 6, column reason", ",RATE,", ",," },
        { "paid-with-reason", "line 4, column reason", "paid,204.45,,", "paid,204.45,RATE," },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void An_advice_that_contradicts_itself_or_the_claim_decides_nothing(string code, string place, string from, string to)
    {
        var read = Read(Advice.Replace(from, to));

        Assert.Contains(read.Faults, f => (f.Code, f.Place) == (code, place));
        Assert.Equal((ClaimOutcome.Undecided, 0), (read.Outcome, read.Granted));
        Assert.All(read.Lines, l => Assert.Equal((LineOutcome.Unchanged, 0), (l.Outcome, l.Amount)));
        Assert.Empty(read.Codes);
    }

    [Fact]
    public void A_refusal_rejects_every_line_with_its_reason()
    {
        var read = Read(Advice[..Advice.IndexOf("L-000001", StringComparison.Ordinal)].Replace("judged,,3,532.73,180.95,351.78", "refused,SHEET-USED,0,532.73,0.00,532.73"));

        Assert.Empty(read.Faults);
        Assert.Equal((ClaimOutcome.Rejected, 0, "SHEET-USED"), (read.Outcome, read.Granted, Assert.Single(read.Codes).Code));
        Assert.All(read.Lines, l => Assert.Equal((LineOutcome.Rejected, "SHEET-USED"), (l.Outcome, Assert.Single(l.Codes).Code)));
    }

    [Fact]
    public void An_advice_that_pays_every_line_grants_the_claim()
    {
        var read = Read(Advice.Replace("180.95,351.78\r\n", "532.73,0.00\r\n").Replace("rejected,351.78,RATE", "paid,351.78,"));

        Assert.Equal((ClaimOutcome.Granted, 53273), (read.Outcome, read.Granted));
        Assert.All(read.Lines, l => Assert.Empty(l.Codes));
    }

    [Fact]
    public void A_reason_that_is_not_known_is_passed_on_without_the_words_of_the_council()
    {
        var code = Assert.Single(Read(Advice.Replace(",RATE,The agreed", ",X-99,Mrs Zeegras: the agreed")).Lines[2].Codes);

        Assert.Equal(("X-99", false), (code.Code, code.MayClaimAgain));
        Assert.DoesNotContain("Zeegras", code.ToString());
    }

    [Fact]
    public void A_claim_without_lines_or_with_a_reference_twice_cannot_be_answered()
    {
        Assert.Equal("claim-without-lines", Assert.Single(ReadAnswer.Read(new(Sample.Bytes("remittance-advice"), Sample.Sent() with { Lines = [] }), Sample.World).Faults).Code);
        var line = Sample.Sent().Lines[0];
        Assert.Equal("line-reference-twice", Assert.Single(ReadAnswer.Read(new(Sample.Bytes("remittance-advice"), Sample.Sent() with { Lines = [line, line] }), Sample.World).Faults).Code);
    }

    private static AnswerRead Read(string advice) => ReadAnswer.Read(new(System.Text.Encoding.UTF8.GetBytes(advice), Sample.Sent()), Sample.World).Value!;
}
