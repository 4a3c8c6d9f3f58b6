using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Rules;

/// <summary>The rules about a claim as a whole, its clients, and its lines beside one another.</summary>
internal static class ClaimRules
{
    private sealed record ClaimRule(string Code, string Place, string Detail, Func<ClaimToRender, World, bool> Broken, string? Reason = null);

    private static readonly ClaimRule[] OfClaim =
    [
        new("claim-number-invalid", "number", $"The number should be {Kind.Reference.Expected}.", (c, _) => !Kind.Reference.Accepts(c.Number)),
        new("sender-invalid", "sender", "The sender should be an identifier of the manifest's sender scheme.", (c, w) => !w.IsSender(c.Sender), Reasons.SheetParty),
        new("payer-invalid", "payer", "The payer should be an identifier of the manifest's payer scheme.", (c, w) => !w.IsPayer(c.Payer), Reasons.SheetParty),
        new("currency-unknown", "currency", "The council does not pay in this currency.", (c, w) => !w.Currencies.Contains(c.Currency), Reasons.SheetCurrency),
        new("claim-period-ends-before-it-starts", "period", "The period ends before it starts.", (c, _) => c.Period.Until < c.Period.From, Reasons.SheetPeriod),
        new("issued-before-period-ends", "issuedOn", "A time-sheet cannot be dated before the last day of its period.", (c, _) => c.IssuedOn < c.Period.Until, Reasons.SheetPeriod),
        new("claim-without-lines", "lines", "A claim has at least one line.", (c, _) => c.Lines.Count == 0),
        new("total-differs", "total", "The total is not the sum of the debits less the credits.",
            (c, _) => c.Total != c.Lines.Aggregate((Int128)0, (sum, l) => sum + Amounts.Signed(l.Amount, l.Side)), Reasons.SheetSums),
        new("total-out-of-range", "total", "The total is larger than a time-sheet can say.", (c, _) => c.Total is < -Numbers.LargestMoney or > Numbers.LargestMoney),
    ];

    public static List<Fault> Check(ClaimToRender claim, World world) =>
    [
        .. OfClaim.Where(rule => rule.Broken(claim, world)).Select(rule => new Fault(rule.Code, rule.Detail, Place: rule.Place, PayerCode: rule.Reason)),
        .. Clients(claim, world),
        .. claim.Lines.SelectMany(LineRules.Check),
        .. Beside(claim),
    ];

    private static IEnumerable<Fault> Clients(ClaimToRender claim, World world)
    {
        static Fault Of(ClaimClient client, string code, string detail) => new(code, detail, Place: $"clients[{client.Key}]");
        var keys = claim.Clients.Select(c => c.Key).ToHashSet();
        var used = claim.Lines.Select(l => l.ClientKey).ToHashSet();
        return
        [
            .. claim.Clients.Where(c => !ClientRules.IsOne(c.Identifiers, world)).Select(c => Of(c, "client-identifiers-unfit", ClientRules.Expected(world))),
            .. claim.Clients.Where(c => c.Person is not null).Select(c => Of(c, "client-person-not-asked", "A time-sheet names nothing of a person but the identifier.")),
            .. claim.Clients.GroupBy(c => c.Key).SelectMany(same => same.Skip(1)).Select(c => Of(c, "client-key-twice", "Two clients have the same key.")),
            .. claim.Clients.Where(c => ClientRules.IsOne(c.Identifiers, world)).GroupBy(c => c.Identifiers[0].Value).SelectMany(same => same.Skip(1))
                .Select(c => Of(c, "client-twice", "This client stands in the claim twice.")),
            .. claim.Clients.Where(c => !used.Contains(c.Key)).Select(c => Of(c, "client-without-lines", "No line is about this client, so the claim may not name them.")),
            .. claim.Lines.Where(l => !keys.Contains(l.ClientKey)).Select(l => new Fault("client-unknown", "The claim has no client of this key.", l.LineId, "clientKey")),
        ];
    }

    private static IEnumerable<Fault> Beside(ClaimToRender claim)
    {
        var references = claim.Lines.Select(l => l.Reference).ToHashSet();
        return
        [
            .. Again(claim.Lines, l => l.LineId, "line-id-twice", "Two lines have the same id.", "lineId", null),
            .. Again(claim.Lines, l => l.Reference, "line-reference-twice", "Two lines have the same reference.", "reference", Reasons.LineUsed),
            .. Again(claim.Lines.Where(l => l.CreditedReference is not null), l => l.CreditedReference, "credited-twice", "Two lines credit the same charge.", "creditedReference", Reasons.CreditRepeated),
            .. Again(claim.Lines.Where(l => l is { Side: Side.Debit, AdjustedReference: null }), l => (l.ClientKey, l.Assignment?.Number, l.Product, l.Period, l.Rate),
                "debit-twice", "Another line claims the same service for the same days at the same rate under the same order.", "period", Reasons.LineRepeated),
            .. claim.Lines.Where(l => (l.CreditedReference ?? l.AdjustedReference) is { } corrected && references.Contains(corrected))
                .Select(l => new Fault("corrects-within-claim", "A claim cannot credit or adjust a line of its own.", l.LineId,
                    l.CreditedReference is null ? "adjustedReference" : "creditedReference", l.CreditedReference is null ? Reasons.AdjustmentUnknown : Reasons.CreditUnknown)),
            .. claim.Lines.Where(l => l.Period.Until > claim.Period.Until)
                .Select(l => new Fault("period-after-claim", "The period lies after that of the claim.", l.LineId, "period", Reasons.Dates)),
        ];
    }

    private static IEnumerable<Fault> Again<TKey>(IEnumerable<ClaimLine> lines, Func<ClaimLine, TKey> key, string code, string detail, string place, string? reason) =>
        lines.GroupBy(key).SelectMany(same => same.Skip(1)).Select(l => new Fault(code, detail, l.LineId, place, reason));
}
