using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Payer;

/// <summary>Plays the payer: from what it knows and a document of the provider, to the documents that it sends back. No clock, no chance.</summary>
internal static class Council
{
    public static string KeyOf(Sheet sheet) => $"{sheet.Header["provider"]} {sheet.Shape.Document} {sheet.Header["reference"]}";

    public static IReadOnlyList<Document> Take(Sheet sheet, PayerFile file, World world, Simulation simulation)
    {
        if (simulation.Lose) return [];
        if (sheet.Shape == world.Shapes.Acknowledgement)
        {
            file.Acknowledged[sheet.Header["acknowledged"]] = sheet.Header["outcome"];
            return [];
        }
        IReadOnlyList<Document> answers = sheet.Shape == world.Shapes.TimeSheet ? [Advise(sheet, file, world, simulation)]
            : Remark(sheet, file, simulation) is { } reason ? [Acknowledge(sheet, file, world, reason)]
            : sheet.Shape == world.Shapes.ServiceRequest ? [Acknowledge(sheet, file, world, null), .. Decide(sheet, file, world, simulation)]
            : [Acknowledge(sheet, file, world, null)];
        file.Received.Add(KeyOf(sheet));
        return answers;
    }

    private static Document Advise(Sheet sheet, PayerFile file, World world, Simulation simulation)
    {
        var (header, shape, reference) = (sheet.Header, world.Shapes.RemittanceAdvice, file.NextReference("RA"));
        var (refusal, lines) = Judge.Of(sheet, file, world, simulation);
        file.Lines.AddRange(lines.Select(l => Judge.AsJudged(l.Row, header["provider"], l.Reason is null)));
        var paid = lines.Where(l => l.Reason is null).Sum(l => l.Row.Minor("amount"));
        return Envelope.ToDocument(shape, reference,
            [.. Envelope.Write(shape, reference, header.Date("issued_on"), header["council"], header["provider"]), simulation.AnswerForClaim ?? header["reference"],
                header["currency"], refusal is null ? Words.Judged : Words.Refused, refusal, Numbers.Whole(lines.Count), header["total"],
                Numbers.Money(paid + (simulation.LieAboutSums ? 1 : 0)), Numbers.Money(header.Minor("total") - paid)],
            lines.Select(l => new[] { l.Row["line"], l.Reason is null ? Words.Paid : Words.Rejected, l.Row["amount"], l.Reason, null }));
    }

    private static string? Remark(Sheet sheet, PayerFile file, Simulation simulation) => simulation.Judge switch
    {
        Judging.Grant => null,
        Judging.Refuse => simulation.Reason ?? Reasons.Declined,
        Judging.Reject when sheet.Shape.Document == "service-notice" => simulation.Reason ?? Reasons.Declined,
        _ => file.Received.Contains(KeyOf(sheet)) ? Reasons.ReferenceUsed : null,
    };

    private static Document Acknowledge(Sheet sheet, PayerFile file, World world, string? reason) =>
        Acknowledgement.Render(world, sheet, file.NextReference("AK"), sheet.Header.Date("issued_on"), reason is null ? [] : [(null, reason, null)]);

    private static IEnumerable<Document> Decide(Sheet sheet, PayerFile file, World world, Simulation simulation)
    {
        var header = sheet.Header;
        if (simulation.Judge is Judging.Reject or Judging.Examine)
        {
            var (shape, reference, rejects) = (world.Shapes.RequestDecision, file.NextReference("RD"), simulation.Judge == Judging.Reject);
            return [Envelope.ToDocument(shape, reference,
                [.. Envelope.Write(shape, reference, header.Date("issued_on"), header["council"], header["provider"]), header["request"],
                    rejects ? Words.Rejected : Words.UnderExamination, rejects ? "1" : "0"],
                rejects ? [[simulation.Reason ?? Reasons.Declined, null]] : [])];
        }
        var orders = sheet.Lines.Where(row => row["change"] != Words.ProductChanges[ProductChange.Unchanged]).Select(row => ToOrder(row, header, file)).ToList();
        return orders.Count == 0 ? [] : [PurchaseOrders.Send(file, world, header.Date("issued_on"), header["provider"], world.Currencies[0], orders)];
    }

    private static Order ToOrder(Row row, Row header, PayerFile file) => new(
        row.Or("order") ?? $"PO-{++file.LastOrder:D6}",
        row.Or("order") is null ? AssignmentChange.New : AssignmentChange.Changed,
        null,
        header["client"],
        row.Or("category"),
        row.Or("service"),
        header.Date("issued_on").ToDateTime(TimeOnly.MinValue).AddSeconds(file.LastReference), // later than an earlier decision of that day
        row.DateOrNull("from") ?? header.Date("issued_on"),
        row.DateOrNull("until"),
        row.WholeOrNull("quantity"),
        Words.Units.ReadOrNull(row, "unit"),
        Words.Frequencies.ReadOrNull(row, "per"),
        row.MinorOrNull("budget"));
}
