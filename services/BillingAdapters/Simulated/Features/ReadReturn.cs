using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Reads the council's acknowledgement of a notice or a request.</summary>
internal static class ReadReturn
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.ReadReturn, (ReturnToRead request, World world) =>
    {
        AdapterService.RequireWhole(request.Sent.AssignmentNumbers, "sent.assignmentNumbers");
        return Read(request, world).ToHttp("message-refused");
    });

    public static OrFaults<ReturnRead> Read(ReturnToRead request, World world)
    {
        var reading = SheetReader.Read(request.Content, world.Shapes.All, world.Shapes.Acknowledgement);
        if (reading.Refused(out var sheet)) return new(null, reading.Faults);

        var message = Envelope.Identity(sheet, world);
        var faults = Check(sheet, message, request.Sent, world);
        if (faults.Count > 0) return new ReturnRead(message, ReturnOutcome.Undecided, [], [], faults);
        return new ReturnRead(
            message,
            sheet.Lines.Count > 0 ? ReturnOutcome.Rejected : ReturnOutcome.Accepted,
            Explain(sheet.Lines.Where(row => row.Or("order") is null)),
            [.. sheet.Lines.Where(row => row.Or("order") is not null).GroupBy(row => row["order"]).Select(rows => new ReturnedItem(rows.Key, Explain(rows)))],
            faults);
    }

    private static List<Fault> Check(Sheet sheet, MessageIdentity message, SentMessage sent, World world)
    {
        var faults = new List<Fault>();
        void Wrong(bool broken, string code, Row at, string column, string detail)
        {
            if (broken) faults.Add(new(code, detail, Place: at.Place(column)));
        }
        var header = sheet.Header;
        Wrong(message.Payer != sent.Payer, "return-from-another-payer", header, "council", "It does not come from the payer to whom the message was sent.");
        Wrong(message.Recipient != sent.Sender, "return-to-another-sender", header, "provider", "It is not addressed to the sender of the message.");
        Wrong(!Envelope.IsOfOurs(header, world.Shapes), "returns-another-kind", header, "acknowledges", "It is about neither a notice nor a request.");
        Wrong(header["acknowledged"] != sent.Reference, "returns-another-message", header, "acknowledged", "It names another message.");
        Wrong(header["outcome"] == Words.Accepted != (sheet.Lines.Count == 0), "outcome-contradicts-remarks", header, "outcome", "Accepted is what has no remarks, and nothing else.");
        foreach (var row in sheet.Lines)
            Wrong(row.Or("order") is { } order && !sent.AssignmentNumbers.Contains(order), "reference-unknown", row, "order", "The message does not name this order.");
        return faults;
    }

    private static List<AnswerCode> Explain(IEnumerable<Row> rows) => [.. rows.Select(row => row["reason"]).Distinct().Select(Reasons.Explain)];
}
