using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Rules;

/// <summary>The rules that a line of a claim can break on its own, with the reason that the council would give.</summary>
internal static class LineRules
{
    private sealed record LineRule(string Code, string Place, string Detail, Func<ClaimLine, bool> Broken, string? Reason = null);

    private static readonly LineRule[] OfForm =
    [
        new("line-id-missing", "lineId", "A line has an id.", l => l.LineId.Length == 0),
        new("line-reference-invalid", "reference", $"The reference should be {Kind.Reference.Expected}.", l => !Kind.Reference.Accepts(l.Reference)),
        new("assignment-number-invalid", "assignment.number", $"The number of the order should be {Kind.Code.Expected}.", l => l.Assignment is { } a && !Kind.Code.Accepts(a.Number)),
        new("product-category-invalid", "product.category", $"The category should be {Kind.Code.Expected}.", l => l.Product.Category is { } category && !Kind.Code.Accepts(category)),
        new("product-code-invalid", "product.code", $"The service should be {Kind.Code.Expected}.", l => l.Product.Code is not { } code || !Kind.Code.Accepts(code)),
        new("period-ends-before-it-starts", "period", "The period ends before it starts.", l => l.Period.Until < l.Period.From, Reasons.Dates),
        new("volume-out-of-range", "volume", $"The volume should be {Kind.Quantity.Expected}.", l => l.Volume is < 0 or > Numbers.LargestQuantity),
        new("amount-out-of-range", "amount", "The amount is below zero, or larger than a time-sheet can say.", l => l.Amount is < 0 or > Numbers.LargestMoney),
        new("corrects-twice", "adjustedReference", "A line credits or adjusts another one, not both.", l => l is { CreditedReference: not null, AdjustedReference: not null }),
        new("adjusted-reference-invalid", "adjustedReference", $"The reference should be {Kind.Reference.Expected}.",
            l => l.AdjustedReference is { } adjusted && !Kind.Reference.Accepts(adjusted), Reasons.AdjustmentUnknown),
        new("credited-reference-missing", "creditedReference", "A credit must name the charge that it takes back.",
            l => l is { Side: Side.Credit, AdjustedReference: null } && (l.CreditedReference is null || !Kind.Reference.Accepts(l.CreditedReference)), Reasons.CreditUnknown),
        new("credited-reference-not-allowed", "creditedReference", "Only a credit names the charge that it takes back.", l => l is { Side: Side.Debit, CreditedReference: not null }),
    ];

    private static readonly LineRule[] OfPrice =
    [
        new("rate-not-allowed", "rate", "A line in money has no rate.", l => l is { Unit: Unit.MinorCurrencyUnit, Rate: not null }, Reasons.Rate),
        new("amount-differs-from-volume", "amount", "A line in money costs exactly its volume.", l => l.Unit == Unit.MinorCurrencyUnit && l.Amount != l.Volume, Reasons.Amount),
        new("rate-out-of-range", "rate.amount", "The rate is below zero, or larger than a time-sheet can say.", l => l.Rate is { Amount: < 0 or > Numbers.LargestMoney }),
        new("rate-unit-differs", "rate.per", "The rate should be per unit of the line, or per hour where minutes are claimed.",
            l => l.Unit != Unit.MinorCurrencyUnit && l.Rate is { } rate && !Amounts.CanPrice(rate.Per, l.Unit), Reasons.Rate),
        new("amount-differs-from-rate", "amount", "The amount is not the volume times the rate, rounded once.",
            l => l.Unit != Unit.MinorCurrencyUnit && l is { Rate: { Amount: >= 0 and <= Numbers.LargestMoney } rate, Volume: >= 0 and <= Numbers.LargestQuantity }
                && Amounts.CanPrice(rate.Per, l.Unit) && !Amounts.Tally(l.Amount, l.Volume, l.Unit, rate.Amount, rate.Per, l.AdjustedReference is not null), Reasons.Amount),
    ];

    // A credit repeats its charge, also when the order has changed since.
    private static readonly LineRule[] UnderItsOrder =
    [
        new("starts-before-assignment", "period.from", "The period starts before the order.", l => l.Period.From < l.Assignment?.From, Reasons.OrderDates),
        new("ends-after-assignment", "period.until", "The period ends after the order.", l => l.Period.Until > l.Assignment?.Until, Reasons.OrderDates),
        new("category-differs", "product.category", "The category is not that of the order.",
            l => l.Assignment?.Product?.Category is { } category && category != l.Product.Category, Reasons.OrderService),
        new("product-differs", "product.code", "The service is not that of the order.", l => l.Assignment?.Product?.Code is { } code && code != l.Product.Code, Reasons.OrderService),
        new("unit-differs", "unit", "The unit is not that of the order; only minutes go with an order in hours.",
            l => l.Assignment?.Unit is { } unit && unit != l.Unit && !Amounts.CanPrice(unit, l.Unit), Reasons.OrderUnit),
    ];

    public static IEnumerable<Fault> Check(ClaimLine line) =>
        OfForm.Concat(OfPrice).Concat(line.CreditedReference is null ? UnderItsOrder : [])
            .Where(rule => rule.Broken(line))
            .Select(rule => new Fault(rule.Code, rule.Detail, line.LineId, rule.Place, rule.Reason));
}
