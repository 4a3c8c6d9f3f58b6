using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Rules;

/// <summary>What can be wrong with a purchase order whose form is right.</summary>
internal static class OrderRules
{
    private sealed record OrderRule(string Code, string Reason, string Column, string Detail, Func<Row, DateOnly, bool> Broken);

    // The second argument is the day of issue.
    private static readonly OrderRule[] PerOrder =
    [
        new("ends-before-it-starts", Reasons.Dates, "until", "The last day lies before the first.", (o, _) => o.DateOrNull("until") < o.Date("from")),
        new("decided-after-message", Reasons.DatedAhead, "decided_at", "The decision is dated after the document.", (o, issued) => DateOnly.FromDateTime(o.Moment("decided_at")) > issued),
        new("quantity-incomplete", Reasons.Quantity, "quantity", "Quantity, unit and per go together.",
            (o, _) => new[] { o.Or("quantity"), o.Or("unit"), o.Or("per") }.Count(value => value is null) is 1 or 2),
        new("budget-missing", Reasons.Quantity, "budget", "Without a service there must be a budget.", (o, _) => o.Or("category") is null && o.Or("service") is null && o.Or("budget") is null),
    ];

    public static List<Finding> Check(Sheet sheet, World world, DateOnly receivedOn)
    {
        var issuedOn = sheet.Header.Date("issued_on");
        var found = new List<Finding>();
        if (issuedOn > receivedOn)
            found.Add(new("dated-in-the-future", Reasons.DatedAhead, "The document bears a date after the day of receipt.", sheet.Header, "issued_on"));
        if (!world.Currencies.Contains(sheet.Header["currency"]))
            found.Add(new("currency-unknown", Reasons.SheetCurrency, "This currency was not agreed.", sheet.Header, "currency"));
        foreach (var rule in PerOrder)
            found.AddRange(sheet.Lines.Where(o => rule.Broken(o, issuedOn)).Select(o => new Finding(rule.Code, rule.Reason, rule.Detail, o, rule.Column, o["order"])));
        found.AddRange(sheet.Lines.GroupBy(o => o["order"]).SelectMany(same => same.Skip(1))
            .Select(o => new Finding("assignment-number-twice", Reasons.OrderRepeated, "This number stands in the document twice.", o, "order", o["order"])));
        return found;
    }

    /// <summary>What only billing can know, because it keeps the earlier messages.</summary>
    public static bool Apply(IReadOnlyList<Objection> objections, Sheet sheet, List<Finding> findings, out List<Fault> unknown)
    {
        unknown = [];
        foreach (var objection in objections)
        {
            var order = sheet.Lines.FirstOrDefault(o => o["order"] == objection.AssignmentNumber);
            if (objection.Code == ObjectionCode.ReferenceUsedBefore)
                findings.Add(new("reference-used-before", Reasons.ReferenceUsed, "This council used the reference before, for another document.", sheet.Header, "reference"));
            else if (order is null)
                unknown.Add(new("objection-unknown-assignment", "The message has no order of that number.", Place: "objections"));
            else if (objection.Code == ObjectionCode.NumberUsedForAnother)
                findings.Add(new("assignment-number-used", Reasons.NumberUsed, "This number belongs to another order.", order, "order", order["order"]));
            else
                findings.Add(new("assignment-has-granted-lines", Reasons.PaidLines, "Lines of this order were paid, so it cannot be cancelled.", order, "change", order["order"]));
        }
        return unknown.Count == 0;
    }
}
