namespace Buurtzorg.Simulators.Municipality.Csv;

/// <summary>What one side says of a document of the other: accepted, or reasons against its lines.</summary>
internal static class Acknowledgement
{
    private const string Columns = "acknowledges,acknowledged,outcome,lines", LineColumns = "order,reason,text";

    /// <param name="faults">A line without an order is about the document as a whole.</param>
    public static string Write(string reference, string town, DateOnly today, string provider, string document, string acknowledged, IReadOnlyList<(string? Order, string Reason)> faults) =>
        Sheet.Write("acknowledgement", Columns, [reference, today, town, provider, document, acknowledged, faults.Count == 0 ? "accepted" : "rejected", faults.Count],
            LineColumns, faults.Select(fault => new object?[] { fault.Order, fault.Reason, null }));

    /// <summary>Takes in what a provider says of a purchase order or of a decision on its request.</summary>
    public static ReturnReceipt Check(byte[] content, CaseFile file, string town)
    {
        var sheet = Sheet.Read(content, "acknowledgement", Columns, LineColumns);
        if (sheet.Header.Identifier("council") != town) throw new UnreadableMessageException($"This is not for municipality {town}.");
        var (acknowledged, accepted) = (sheet.Header.Text("acknowledged"), sheet.Header.Text("outcome") == "accepted");
        var known = sheet.Header.Text("acknowledges") switch
        {
            "purchase-order" => file.Sent.Any(sent => sent.Identification == acknowledged),
            "request-decision" => file.Requests.Any(request => request.Answers.Any(answer => answer.Identification == acknowledged)),
            _ => false,
        };
        if (!known) throw new UnreadableMessageException("This acknowledges nothing that was sent from here.");
        if (accepted != (sheet.Lines.Count == 0) || sheet.Header.Whole("lines") != sheet.Lines.Count) throw new UnreadableMessageException("The outcome and the number of lines differ.");
        return new(acknowledged, accepted, [.. sheet.Lines.Select(line => line.Text("reason")).Distinct().Order()]);
    }
}
