using System.Xml;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules that a line of a claim can break on its own. A line without a code of its own is answered with 0001.</summary>
internal static class LineRules
{
    public static readonly DateOnly FirstDayOfTheStandard = new(2021, 1, 1);

    private static readonly Rule<ClaimToRender>[] OfForm =
    [
        Line("line-id-missing", null, "lineId", "A line has an id.",
            l => l.LineId.Length == 0),
        Line("line-reference-invalid", "RS019", "reference", $"The reference should be {Numbers.LineReference.Description}.",
            l => !Numbers.LineReference.Fits(l.Reference)),
        Line("assignment-number-invalid", "RS006", "assignment.number", $"The number of the assignment should be {Kind.AssignmentNumber.Expected}.",
            l => l.Assignment is { Number: var number } && !Kind.AssignmentNumber.Accepts(number)),
        Line("assignment-missing", "TR338", "assignment", "A municipality pays for nothing that it has not assigned.",
            l => l.Assignment is null, "9338"),
        Line("adjusted-reference-not-allowed", "OP366", "adjustedReference", "A line is corrected by a credit and a new debit, never by the difference.",
            l => l.AdjustedReference is not null),
        Line("product-category-invalid", "WMO020", "product.category", $"The category should be {CodeLists.Category.Expected}.",
            l => l.Product.Category is not { } category || !CodeLists.Category.Accepts(category)),
        Line("product-code-invalid", "RS012", "product.code", "The code should be text of at most five characters.",
            l => l.Product.Code is not { } code || !Kind.Text(5).Accepts(code) || !code.All(XmlConvert.IsXmlChar) || code.Any(char.IsControl)),
        Line("unit-unknown", "WJ756", "unit", "Municipalities do not know this unit.",
            l => CodeLists.CodeOf(l.Unit) is null),
        Line("volume-out-of-range", "RS005", "volume", $"The volume should be {Kind.Amount.Expected}.",
            l => l.Volume is < 0 or > 99_999_999),
        Line("amount-out-of-range", "RS005", "amount", $"The amount should be {Kind.Amount.Expected}, in cents.",
            l => l.Amount is < 0 or > 99_999_999),
        Line("credit-of-nothing", "CS325", "side", "An amount of 0 cannot be a credit.",
            l => l.Side == Side.Credit && l.Amount == 0),
        Line("credited-reference-missing", "CD060", "creditedReference", "A credit must name the debit that it takes back.",
            l => l.Side == Side.Credit && (l.CreditedReference is null || !Numbers.LineReference.Fits(l.CreditedReference))),
        Line("credited-reference-not-allowed", "CD060", "creditedReference", "Only a credit names another line.",
            l => l.Side == Side.Debit && l.CreditedReference is not null),
        Line("period-before-2021", "CS100", "period", "The standard begins at 1 January 2021.",
            l => l.Period.From < FirstDayOfTheStandard),
        Line("period-not-within-one-month", "CS337", "period", "The period should lie within one calendar month and not end before it starts.",
            l => !Months.IsWithinOne(l.Period)),
    ];

    private static readonly Rule<ClaimToRender>[] OfPrice =
    [
        Line("rate-missing", "CD087", "rate", "A line that is not in money must say its rate.",
            l => l.Unit != Unit.MinorCurrencyUnit && l.Rate is null),
        Line("rate-not-allowed", "CD087", "rate", "A line in money has no rate.",
            l => l.Unit == Unit.MinorCurrencyUnit && l.Rate is not null),
        Line("amount-differs-from-volume", "CS339", "amount", "A line in money costs exactly its volume.",
            l => l.Unit == Unit.MinorCurrencyUnit && l.Amount != l.Volume),
        Line("rate-out-of-range", "RS005", "rate.amount", $"The rate should be {Kind.Amount.Expected}, in cents.",
            l => l.Rate is { Amount: < 0 or > 99_999_999 }),
        Line("rate-unit-differs", "IV081", "rate.per", "The rate should be per unit of the line, or per hour where minutes are claimed.",
            l => l.Unit != Unit.MinorCurrencyUnit && l.Rate is { } rate && !Amounts.CanPrice(rate, l.Unit)),
        Line("amount-differs-from-rate", "TR346", "amount", "The amount is not the volume times the rate, rounded once to whole cents.",
            l => l.Unit != Unit.MinorCurrencyUnit && l is { Rate: { Amount: >= 0 and <= 99_999_999 } rate, Volume: >= 0 and <= 99_999_999 }
                && Amounts.CanPrice(rate, l.Unit) && l.Amount != Amounts.Of(l.Volume, l.Unit, rate), "9346"),
    ];

    // A credit repeats its debit (IV091), also when the assignment has changed since.
    private static readonly Rule<ClaimToRender>[] OfDebitUnderItsAssignment =
    [
        Debit("starts-before-assignment", "TR307", "period.from", "The period starts before the assignment.",
            l => l.Period.From < l.Assignment?.From, "9307"),
        Debit("ends-after-assignment", "TR308", "period.until", "The period ends after the assignment.",
            l => l.Period.Until > l.Assignment?.Until, "9308"),
        Debit("period-starts-late", "TR387", "period.from", "The period should start on the first day of the month, or with the assignment where that starts later.",
            l => l.Assignment?.From is { } from && l.Period.From > Later(Months.FirstDay(l.Period.From), from), "9387"),
        Debit("period-ends-early", "TR388", "period.until", "The period should end on the last day of the month, or with the assignment where that ends earlier.",
            l => l.Assignment?.From is not null && l.Period.Until < Earlier(Months.LastDay(l.Period.From), l.Assignment?.Until), "9388"),
        Debit("category-differs", "TR339", "product.category", "The category is not that of the assignment.",
            l => l.Assignment?.Product?.Category is { } category && category != l.Product.Category, "9339"),
        Debit("product-differs", "TR340", "product.code", "The product is not that of the assignment.",
            l => l.Assignment?.Product?.Code is { } code && code != l.Product.Code, "9340"),
        Debit("unit-differs", "TR341", "unit", "The unit is not that of the assignment; only minutes go with an assignment in hours.",
            l => l.Assignment?.Unit is { } unit && unit != l.Unit && !(unit == Unit.Hour && l.Unit == Unit.Minute), "9341"),
    ];

    public static readonly IReadOnlyList<Rule<ClaimToRender>> All = [.. OfForm, .. OfPrice, .. OfDebitUnderItsAssignment];

    private static Rule<ClaimToRender> Line(string code, string? number, string place, string says, Func<ClaimLine, bool> broken, string returnCode = Rule.Technical) =>
        new(number, code, says, ["WMO323"], claim => claim.Lines.Where(broken).Select(l => new Spot(l.LineId, place)), returnCode);

    private static Rule<ClaimToRender> Debit(string code, string number, string place, string says, Func<ClaimLine, bool> broken, string returnCode) =>
        Line(code, number, place, says, l => l.Side == Side.Debit && broken(l), returnCode);

    private static DateOnly Later(DateOnly one, DateOnly other) => one > other ? one : other;

    private static DateOnly Earlier(DateOnly one, DateOnly? other) => other < one ? other.Value : one;
}
