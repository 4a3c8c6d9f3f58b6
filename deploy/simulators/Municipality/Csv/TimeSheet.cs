namespace Buurtzorg.Simulators.Municipality.Csv;

/// <summary>A time-sheet as this municipality reads it. Amounts in cents.</summary>
internal sealed record TimeSheet(string Provider, string Council, string Reference, DateOnly IssuedOn, DateOnly From, DateOnly Until,
    string Currency, long Count, long Total, IReadOnlyList<TimeSheetLine> Lines)
{
    public static TimeSheet Read(byte[] content)
    {
        var sheet = Sheet.Read(content, "time-sheet", "period_from,period_until,currency,lines,total",
            "line,type,corrects,client,order,category,service,from,until,quantity,unit,rate,rate_per,amount");
        var header = sheet.Header;
        return new(header.Identifier("provider"), header.Identifier("council"), header.Text("reference"), header.Date("issued_on"),
            header.Date("period_from"), header.Date("period_until"), header.Text("currency"), header.Whole("lines"), header.Cents("total"),
            [.. sheet.Lines.Select(TimeSheetLine.Read)]);
    }
}

/// <param name="Order">None of an order that a number cannot name.</param>
/// <param name="Amount">With its sign.</param>
internal sealed record TimeSheetLine(string Reference, string Type, string? Corrects, string Client, int? Order, string? Category, string? Service,
    DateOnly From, DateOnly Until, long Quantity, string Unit, long? Rate, string? RatePer, long Amount)
{
    public const string Charge = "charge", Credit = "credit", Adjustment = "adjustment";

    public static TimeSheetLine Read(Row row) => new(row.Text("line"),
        row.Text("type") is Charge or Credit or Adjustment ? row.Text("type") : throw new UnreadableMessageException("A line is a charge, a credit or an adjustment."),
        row.Find("corrects"), row.Identifier("client"), int.TryParse(row.Find("order"), out var order) ? order : null, row.Find("category"), row.Find("service"),
        row.Date("from"), row.Date("until"), row.Whole("quantity"), Words.CodeOf(row.Text("unit")),
        row.Find("rate") is null ? null : row.Cents("rate"), row.Find("rate_per") is { } per ? Words.CodeOf(per) : null, row.Cents("amount"));

    public JudgedPerformance AsJudged(string provider, bool paid) => new(provider, Reference, Corrects, Type == Credit, Client, Order ?? 0, Service ?? "",
        From, Until, Quantity, Unit, Math.Abs(Amount), paid)
    { Adjusts = Type == Adjustment ? Corrects : null, Rate = Rate };
}
