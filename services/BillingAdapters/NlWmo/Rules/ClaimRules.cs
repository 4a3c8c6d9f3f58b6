using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules about a claim as a whole, and about its lines beside one another.</summary>
internal static class ClaimRules
{
    private sealed record ClaimRule(string Code, string Rule, string Place, string Detail, Func<ClaimToRender, bool> Broken);

    private static readonly ClaimRule[] OfClaim =
    [
        new("claim-number-invalid", "CS319", "number", $"The number should be {Numbers.ClaimNumber.Description}.",
            c => !Numbers.ClaimNumber.Fits(c.Number)),
        new("sender-invalid", "RS036", "sender", $"The sender should be {Kind.Provider.Expected}, in the scheme {Envelope.ProviderScheme}.",
            c => c.Sender.Scheme != Envelope.ProviderScheme || !Kind.Provider.Accepts(c.Sender.Value)),
        new("payer-invalid", "RS035", "payer", $"The payer should be {Kind.Municipality.Expected}, in the scheme {Envelope.PayerScheme}.",
            c => c.Payer.Scheme != Envelope.PayerScheme || !Kind.Municipality.Accepts(c.Payer.Value)),
        new("currency-unknown", "IV024", "currency", "Municipalities pay in EUR.",
            c => c.Currency != "EUR"),
        new("claim-period-not-one-month", "CS340", "period", "The period should be one whole calendar month.",
            c => !Months.IsWhole(c.Period)),
        new("claim-period-before-2021", "CS100", "period", "The standard begins at 1 January 2021.",
            c => c.Period.From < LineRules.FirstDayOfTheStandard),
        new("issued-before-period-ends", "TR137", "issuedOn", "A claim cannot be dated before the last day of its period.",
            c => c.IssuedOn < c.Period.Until),
        new("claim-without-lines", "WMO323", "lines", "A claim has at least one line.",
            c => c.Lines.Count == 0),
        new("total-differs", "TR358", "total", "The total is not the sum of the debits less the credits.",
            c => c.Total != c.Lines.Aggregate((Int128)0, (sum, l) => sum + Amounts.Signed(l.Amount, l.Side))),
        new("total-out-of-range", "RS040", "total", "The total is larger than a claim can say.",
            c => c.Total is < -999_999_999_999 or > 999_999_999_999),
    ];

    public static List<Fault> Check(ClaimToRender claim)
    {
        var faults = OfClaim.Where(rule => rule.Broken(claim))
            .Select(rule => new Fault(rule.Code, rule.Detail, Place: rule.Place, PayerCode: Finding.Technical, Rule: rule.Rule)).ToList();
        faults.AddRange(ClaimClientRules.Check(claim));
        faults.AddRange(claim.Lines.SelectMany(LineRules.Check));
        faults.AddRange(Beside(claim));
        return faults;
    }

    private static IEnumerable<Fault> Beside(ClaimToRender claim)
    {
        var references = claim.Lines.Select(l => l.Reference).ToHashSet();
        return
        [
            .. Again(claim.Lines, l => l.LineId, "line-id-twice", "Two lines have the same id.", "lineId", null, null),
            .. Again(claim.Lines, l => l.Reference, "line-reference-twice", "Two lines have the same reference.", "reference", "8021", "TR314"),
            .. Again(claim.Lines.Where(l => l.CreditedReference is not null), l => l.CreditedReference!,
                "credited-twice", "Two lines credit the same debit.", "creditedReference", Finding.Technical, "TR315"),
            .. Again(claim.Lines.Where(l => l.Side == Side.Debit), l => (l.Assignment?.Number, l.Product, l.Period),
                "debit-twice", "Another line claims the same product for the same period under the same assignment.", "period", Finding.Technical, "TR416"),
            .. claim.Lines.Where(l => l.CreditedReference is { } credited && references.Contains(credited))
                .Select(l => new Fault("credits-within-claim", "A claim cannot credit a line of its own.", l.LineId, "creditedReference", Finding.Technical, "TR316")),
            .. claim.Lines.Where(l => l.Period.Until > claim.Period.Until)
                .Select(l => new Fault("period-after-claim", "The period lies after that of the claim.", l.LineId, "period", "9319", "TR319")),
            .. claim.Lines.Where(l => claim.IssuedOn.Year > 5 && l.Period.Until < claim.IssuedOn.AddYears(-5))
                .Select(l => new Fault("period-too-long-ago", "The period ended more than five years before the date of the claim.", l.LineId, "period", Finding.Technical, "TR335")),
        ];
    }

    private static IEnumerable<Fault> Again<TKey>(
        IEnumerable<ClaimLine> lines, Func<ClaimLine, TKey> key, string code, string detail, string place, string? returnCode, string? rule) =>
        lines.GroupBy(key).SelectMany(same => same.Skip(1)).Select(l => new Fault(code, detail, l.LineId, place, returnCode, rule));
}
