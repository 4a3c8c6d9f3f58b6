using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Payer;

/// <summary>What a payer decides about a time-sheet: refused as a whole, or for each line the reason why it is not paid.</summary>
internal sealed record Judgement(string? Refusal, IReadOnlyList<(Row Row, string? Reason)> Lines);

/// <summary>Judges a time-sheet by the rules of the README: what tallies is paid. The first rule that a line breaks is its reason.</summary>
internal static class Judge
{
    public static Judgement Of(Sheet sheet, PayerFile file, World world, Simulation simulation)
    {
        var reason = simulation.Reason ?? Reasons.Declined;
        return simulation.Judge switch
        {
            Judging.Grant => new(null, [.. sheet.Lines.Select(row => (row, (string?)null))]),
            Judging.Refuse => new(reason, []),
            Judging.Reject => new(null, [.. sheet.Lines.Select((row, index) => (row, IsChosen(row, index) ? reason : null))]),
            _ => Whole(sheet, file, world) is { } refusal ? new(refusal, []) : new(null, Lines(sheet, file)),
        };
        bool IsChosen(Row row, int index) =>
            (simulation.EveryLine is not { } every || (index + 1) % every == 0) && (simulation.Client is not { } client || row["client"] == client);
    }

    public static JudgedLine AsJudged(Row row, string provider, bool paid) => new(
        provider, row["line"], row["type"], row.Or("corrects"), row["client"], row.Or("order"), row["service"], row.Date("from"), row.Date("until"),
        Numbers.Whole(row["quantity"]), Words.Units.Read(row, "unit"), row.MinorOrNull("rate"), row.Minor("amount"), paid);

    private static string? Whole(Sheet sheet, PayerFile file, World world)
    {
        var header = sheet.Header;
        if (file.Received.Contains(Council.KeyOf(sheet))) return Reasons.SheetUsed;
        if (!world.Currencies.Contains(header["currency"])) return Reasons.SheetCurrency;
        if (header.Date("period_until") < header.Date("period_from") || header.Date("issued_on") < header.Date("period_until")) return Reasons.SheetPeriod;
        return sheet.Lines.Sum(row => row.Minor("amount")) != header.Minor("total") ? Reasons.SheetSums : null;
    }

    // Credits first: a new charge may stand beside the credit that makes room for it.
    private static List<(Row, string?)> Lines(Sheet sheet, PayerFile file)
    {
        var ledger = new Ledger(file, sheet.Header["provider"]);
        var reasons = new Dictionary<int, string?>();
        foreach (var row in sheet.Lines.OrderByDescending(row => row["type"] == Words.Credit))
        {
            var line = AsJudged(row, sheet.Header["provider"], paid: true);
            var reason = OfLine(row, line, sheet) ?? ledger.Check(line);
            reasons[row.Line] = reason;
            ledger.Add(line with { Paid = reason is null });
        }
        return [.. sheet.Lines.Select(row => (row, reasons[row.Line]))];
    }

    private static string? OfLine(Row row, JudgedLine line, Sheet sheet)
    {
        if (line.Until < line.From || line.Until > sheet.Header.Date("period_until")) return Reasons.Dates;
        if (line.Type == Words.Charge ? line.Amount < 0 : line.Type == Words.Credit && line.Amount > 0) return Reasons.Amount;
        if (line.Type == Words.Charge && line.Corrects is not null) return Reasons.CreditUnknown;
        if (line.Unit == Unit.MinorCurrencyUnit)
            return row.Or("rate") is not null ? Reasons.Rate : Math.Abs(line.Amount) != line.Quantity ? Reasons.Amount : null;
        var per = Words.Units.ReadOrNull(row, "rate_per");
        if (line.Rate is null != per is null || (per is { } unit && !Amounts.CanPrice(unit, line.Unit))) return Reasons.Rate;
        return per is { } priced && !Amounts.Tally(Math.Abs(line.Amount), line.Quantity, line.Unit, line.Rate!.Value, priced, line.Type == Words.Adjustment) ? Reasons.Amount : null;
    }
}
