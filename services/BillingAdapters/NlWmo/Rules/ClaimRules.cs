using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules about a claim as a whole, and about its lines beside one another.</summary>
internal static class ClaimRules
{
    private static readonly Rule<ClaimToRender>[] OfClaim =
    [
        Whole("claim-number-invalid", "CS319", "number", $"The number should be {Numbers.ClaimNumber.Description}.",
            c => !Numbers.ClaimNumber.Fits(c.Number)),
        Whole("sender-invalid", "RS036", "sender", $"The sender should be {Kind.Provider.Expected}, in the scheme {Envelope.ProviderScheme}.",
            c => !Envelope.IsProvider(c.Sender)),
        Whole("payer-invalid", "RS035", "payer", $"The payer should be {Kind.Municipality.Expected}, in the scheme {Envelope.PayerScheme}.",
            c => !Envelope.IsMunicipality(c.Payer)),
        Whole("currency-unknown", "IV024", "currency", "Municipalities pay in EUR.",
            c => c.Currency != "EUR"),
        Whole("claim-period-not-one-month", "CS340", "period", "The period should be one whole calendar month.",
            c => !Months.IsWhole(c.Period)),
        Whole("claim-period-before-2021", "CS100", "period", "The standard begins at 1 January 2021.",
            c => c.Period.From < LineRules.FirstDayOfTheStandard),
        Whole("issued-before-period-ends", "TR137", "issuedOn", "A claim cannot be dated before the last day of its period.",
            c => c.IssuedOn < c.Period.Until),
        Whole("claim-without-lines", "WMO323", "lines", "A claim has at least one line.",
            c => c.Lines.Count == 0),
        Whole("total-differs", "TR358", "total", "The total is not the sum of the debits less the credits.",
            c => c.Total != c.Lines.Aggregate((Int128)0, (sum, l) => sum + Amounts.Signed(l.Amount, l.Side))),
        Whole("total-out-of-range", "RS040", "total", "The total is larger than a claim can say.",
            c => c.Total is < -999_999_999_999 or > 999_999_999_999),
    ];

    private static readonly Rule<ClaimToRender>[] OfLinesBesideOneAnother =
    [
        Again(null, "line-id-twice", "Two lines have the same id.", "lineId", l => l.LineId, null),
        Again("TR314", "line-reference-twice", "Two lines have the same reference.", "reference", l => l.Reference, "8021"),
        Again("TR315", "credited-twice", "Two lines credit the same debit.", "creditedReference", l => l.CreditedReference, Rule.Technical),
        Again("TR416", "debit-twice", "Another line claims the same product for the same period under the same assignment.", "period",
            l => l.Side == Side.Debit ? (Values.AsNumber(l.Assignment?.Number ?? ""), l.Product, l.Period) : null, Rule.Technical),
        new("TR316", "credits-within-claim", "A claim cannot credit a line of its own.", ["WMO323"], c =>
        {
            var references = c.Lines.Select(l => l.Reference).ToHashSet();
            return c.Lines.Where(l => l.CreditedReference is { } credited && references.Contains(credited)).Select(l => new Spot(l.LineId, "creditedReference"));
        }),
        new("TR319", "period-after-claim", "The period lies after that of the claim.", ["WMO323"],
            c => c.Lines.Where(l => l.Period.Until > c.Period.Until).Select(l => new Spot(l.LineId, "period")), "9319"),
        new("TR335", "period-too-long-ago", "The period ended more than five years before the date of the claim.", ["WMO323"],
            c => c.Lines.Where(l => c.IssuedOn.Year > 5 && l.Period.Until < c.IssuedOn.AddYears(-5)).Select(l => new Spot(l.LineId, "period"))),
    ];

    public static readonly IReadOnlyList<Rule<ClaimToRender>> All = [.. OfClaim, .. OfLinesBesideOneAnother];

    public static List<Fault> Check(ClaimToRender claim) =>
        [.. Finding.Of([.. OfClaim, .. ClaimClientRules.All, .. LineRules.All, .. OfLinesBesideOneAnother], claim).Select(f => f.ToFault())];

    private static Rule<ClaimToRender> Whole(string code, string number, string place, string says, Func<ClaimToRender, bool> broken) =>
        new(number, code, says, ["WMO323"], claim => broken(claim) ? [new(Place: place)] : []);

    private static Rule<ClaimToRender> Again(string? number, string code, string says, string place, Func<ClaimLine, object?> key, string? returnCode) =>
        new(number, code, says, ["WMO323"], c => c.Lines.Where(l => key(l) is not null).GroupBy(key)
            .SelectMany(same => same.Skip(1)).Select(l => new Spot(l.LineId, place)), returnCode);
}
