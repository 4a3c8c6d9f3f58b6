namespace Buurtzorg.Simulators.Municipality.Csv;

/// <summary>Takes in a time-sheet and answers it with a remittance advice: every line once, paid or rejected, or the whole refused.</summary>
internal static class RemittanceAdvice
{
    public static string Take(byte[] content, CaseFile file, string town, DateTime now)
    {
        var sheet = TimeSheet.Read(content);
        var refusal = TimeSheetRules.OfSheet(sheet, file, town);
        List<(TimeSheetLine Line, string? Reason)> judged = refusal is null ? Judge(sheet, file) : [];
        var advice = Write($"{town}R{file.Declarations.Count + 1:000000}", town, DateOnly.FromDateTime(now), sheet, refusal, judged);
        file.Performances.AddRange(judged.Select(item => item.Line.AsJudged(sheet.Provider, item.Reason is null)));
        file.Declarations.Add(new(sheet.Provider, sheet.Reference, sheet.Reference, sheet.From, refusal is not null, advice));
        return advice;
    }

    private static List<(TimeSheetLine, string?)> Judge(TimeSheet sheet, CaseFile file)
    {
        var approved = new Ledger(file.Performances.Where(before => before.Sender == sheet.Provider));
        var known = new Ledger(approved.Performances);
        List<(TimeSheetLine, string?)> judged = [];
        // Credits first: a new charge may stand beside the credit that makes room for it.
        foreach (var line in sheet.Lines.OrderByDescending(line => line.Type == TimeSheetLine.Credit))
        {
            var reason = TimeSheetRules.OfLine(line, sheet, file, approved, known);
            judged.Add((line, reason));
            known.Performances.Add(line.AsJudged(sheet.Provider, reason is null));
        }
        return judged;
    }

    private static string Write(string reference, string town, DateOnly today, TimeSheet sheet, string? refusal, List<(TimeSheetLine Line, string? Reason)> judged)
    {
        var paid = judged.Where(item => item.Reason is null).Sum(item => item.Line.Amount);
        return Sheet.Write("remittance-advice", "time_sheet,currency,decision,reason,lines,submitted,paid,rejected",
            [reference, today, town, sheet.Provider, sheet.Reference, sheet.Currency, refusal is null ? "judged" : "refused", refusal, judged.Count,
                Sheet.Money(sheet.Total), Sheet.Money(paid), Sheet.Money(sheet.Total - paid)],
            "line,decision,amount,reason,text",
            judged.Select(item => new object?[] { item.Line.Reference, item.Reason is null ? "paid" : "rejected", Sheet.Money(item.Line.Amount), item.Reason, null }));
    }
}
