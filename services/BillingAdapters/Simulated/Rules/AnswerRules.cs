using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Rules;

/// <summary>What can be wrong with a remittance advice itself. One that breaks any of these decides nothing.</summary>
internal static class AnswerRules
{
    private sealed record AnswerRule(string Code, string Column, string Detail, Func<Sheet, MessageIdentity, SentClaim, bool> Broken);

    private static readonly AnswerRule[] OfWhole =
    [
        new("answer-from-another-payer", "council", "The advice does not come from the payer of this claim.", (_, m, c) => m.Payer != c.Payer),
        new("answer-to-another-sender", "provider", "The advice is not addressed to the sender of this claim.", (_, m, c) => m.Recipient != c.Sender),
        new("answers-another-claim", "time_sheet", "The advice names another time-sheet.", (_, m, c) => m.ClaimNumber != c.Number),
        new("currency-differs", "currency", "The currency is not that of the claim.", (a, _, c) => a.Header["currency"] != c.Currency),
        new("submitted-total-differs", "submitted", "The total that was submitted is not that of the claim.", (a, _, c) => a.Header.Minor("submitted") != c.Total),
        new("sums-do-not-tally", "submitted", "What is paid and what is rejected do not add up to what was submitted.",
            (a, _, _) => a.Header.Minor("paid") + a.Header.Minor("rejected") != a.Header.Minor("submitted")),
        new("paid-does-not-tally", "paid", "The lines that are paid do not add up to what is said to be paid.",
            (a, _, _) => a.Header.Minor("paid") != Sum(a, Words.Paid)),
        new("rejected-does-not-tally", "rejected", "The lines that are rejected do not add up to what is said to be rejected.",
            (a, _, _) => !IsRefused(a) && a.Header.Minor("rejected") != Sum(a, Words.Rejected)),
        new("refused-yet-judged", "lines", "The time-sheet is refused as a whole and yet lines of it are judged.", (a, _, _) => IsRefused(a) && a.Lines.Count > 0),
        new("refused-without-reason", "reason", "The time-sheet is refused without a reason.", (a, _, _) => IsRefused(a) && a.Header.Or("reason") is null),
        new("reason-not-allowed", "reason", "Only a refusal has a reason.", (a, _, _) => !IsRefused(a) && a.Header.Or("reason") is not null),
    ];

    public static bool IsRefused(Sheet advice) => advice.Header["decision"] == Words.Refused;

    public static List<Fault> Check(Sheet advice, MessageIdentity message, SentClaim claim)
    {
        var faults = OfWhole.Where(rule => rule.Broken(advice, message, claim))
            .Select(rule => new Fault(rule.Code, rule.Detail, Place: advice.Header.Place(rule.Column))).ToList();
        var lines = claim.Lines.ToDictionary(l => l.AnswerReference);
        var seen = new HashSet<string>();
        foreach (var row in advice.Lines)
        {
            var line = lines.GetValueOrDefault(row["line"]);
            void Wrong(string code, string column, string detail) => faults.Add(new(code, detail, line?.LineId, row.Place(column)));

            if (line is null) Wrong("reference-unknown", "line", "The claim has no line of this reference.");
            else if (row.Minor("amount") != Amounts.Signed(line.Amount, line.Side)) Wrong("amount-differs", "amount", "The amount is not that of the line.");
            if (!seen.Add(row["line"])) Wrong("reference-twice", "line", "The advice holds this reference twice.");
            if (row["decision"] == Words.Rejected && row.Or("reason") is null) Wrong("rejected-without-reason", "reason", "The line is rejected without a reason.");
            if (row["decision"] == Words.Paid && row.Or("reason") is not null) Wrong("paid-with-reason", "reason", "The line is paid, and yet has a reason for rejection.");
        }
        if (!IsRefused(advice))
            faults.AddRange(claim.Lines.Where(l => !seen.Contains(l.AnswerReference))
                .Select(l => new Fault("line-not-judged", "The advice does not judge this line.", l.LineId, advice.Header.Place("lines"))));
        return faults;
    }

    private static long Sum(Sheet advice, string decision) => advice.Lines.Where(row => row["decision"] == decision).Sum(row => row.Minor("amount"));
}
