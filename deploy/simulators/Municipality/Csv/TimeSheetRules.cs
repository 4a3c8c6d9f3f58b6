namespace Buurtzorg.Simulators.Municipality.Csv;

/// <summary>What a municipality of the CSV dialect holds against a time-sheet, against the same case file: a reason, or none.</summary>
internal static class TimeSheetRules
{
    public static string? OfSheet(TimeSheet sheet, CaseFile own, string town) =>
        own.Declarations.Any(before => before.Sender == sheet.Provider && before.Number == sheet.Reference) ? "SHEET-USED"
        : sheet.Council != town || !own.Products.Any(product => product.Provider == sheet.Provider) ? "SHEET-PARTY"
        : sheet.Currency != PurchaseOrder.Currency ? "SHEET-CURRENCY"
        : sheet.Until < sheet.From || sheet.Until > sheet.IssuedOn ? "SHEET-PERIOD"
        : sheet.Lines.Count == 0 || sheet.Count != sheet.Lines.Count || sheet.Total != sheet.Lines.Sum(line => line.Amount) ? "SHEET-SUMS"
        : null;

    /// <param name="approved">What was judged before this time-sheet.</param>
    /// <param name="known">That, and the lines of this one that were judged already.</param>
    public static string? OfLine(TimeSheetLine line, TimeSheet sheet, CaseFile own, Ledger approved, Ledger known) =>
        known.Uses(line.Reference) ? "LINE-USED" : line.Type switch
        {
            TimeSheetLine.Credit => OfCredit(line, approved, known),
            TimeSheetLine.Adjustment => approved.Standing.Any(paid => paid.Reference == line.Corrects && paid.Bsn == line.Client) ? null : "ADJUSTMENT-UNKNOWN",
            _ => OfCharge(line, sheet, own, known),
        };

    private static string? OfCredit(TimeSheetLine line, Ledger approved, Ledger known) =>
        line.Amount > 0 ? "AMOUNT"
        : known.IsCredited(line.Corrects) ? "CREDIT-REPEATED"
        : approved.Standing.Any(paid => paid.Adjusts is null && (paid.Reference, paid.Bsn, paid.Volume, -paid.Amount) == (line.Corrects, line.Client, line.Quantity, line.Amount)) ? null
        : "CREDIT-UNKNOWN";

    private static string? OfCharge(TimeSheetLine line, TimeSheet sheet, CaseFile own, Ledger known)
    {
        if (own.Products.Find(product => product.Number == line.Order) is not { } order || !order.IsOf(sheet.Provider)) return "ORDER-UNKNOWN";
        if (order.Bsn != line.Client) return "ORDER-CLIENT";
        if (order.Deleted) return "ORDER-CANCELLED";
        if (line.Service is not { } service || (order.Category ?? line.Category) != line.Category || (order.Code ?? service) != service) return "ORDER-SERVICE";
        if (order.Unit is { } unit && !Agreement.Fits(unit, line.Unit)) return "ORDER-UNIT";
        if (line.Until < line.From || line.Until > sheet.Until) return "DATES";
        if (!order.Covers(line.From) || !order.Covers(line.Until)) return "ORDER-DATES";
        if (line.Rate is { } rate && rate != Agreement.Amount(service, line.From, line.RatePer ?? line.Unit, 1)) return "RATE";
        if (line.Amount != Agreement.Amount(service, line.From, line.Unit, line.Quantity)) return "AMOUNT";
        if (known.Standing.Any(paid => (paid.Assignment, paid.Code, paid.From, paid.Until, paid.Rate) == (line.Order, service, line.From, line.Until, line.Rate))) return "LINE-REPEATED";
        return Limits.Of(order, line.From, line.Until, line.Quantity, line.Unit, line.Amount, known).Any() ? "ORDER-QUANTITY" : null;
    }
}
