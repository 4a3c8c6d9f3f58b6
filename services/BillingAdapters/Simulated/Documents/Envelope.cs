using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;

namespace Buurtzorg.BillingAdapters.Simulated.Documents;

/// <summary>The six columns with which every document begins, and what they say.</summary>
internal static class Envelope
{
    public static string?[] Write(Shape shape, string reference, DateOnly issuedOn, string council, string provider) =>
        [shape.Document, "1", reference, Numbers.Iso(issuedOn), council, provider];

    public static Document ToDocument(Shape shape, string reference, string?[] header, IEnumerable<string?[]> lines) =>
        Document.Of($"{shape.Document}-{reference}.csv", "text/csv", SheetWriter.Write(shape, header, lines));

    public static MessageIdentity Identity(Sheet sheet, World world)
    {
        var (shapes, header) = (world.Shapes, sheet.Header);
        var (kind, claim, ours) =
            sheet.Shape == shapes.PurchaseOrder ? (MessageKind.Assignment, null, null)
            : sheet.Shape == shapes.RemittanceAdvice ? (MessageKind.Answer, header["time_sheet"], null)
            : sheet.Shape == shapes.RequestDecision ? (MessageKind.RequestAnswer, null, header["request"])
            : sheet.Shape == shapes.Acknowledgement && IsOfOurs(header, shapes) ? (MessageKind.Return, null, header["acknowledged"])
            : (MessageKind.Other, (string?)null, (string?)null);
        return new(kind, sheet.Shape.Document, header["reference"], new(world.Payer.Scheme, header["council"]), new(world.Sender.Scheme, header["provider"]),
            header.Date("issued_on"), claim, ours);
    }

    /// <summary>Acknowledges what the provider sent; the provider acknowledges what the council sent.</summary>
    public static bool IsOfOurs(Row header, Shapes shapes) =>
        header["acknowledges"] == shapes.ServiceNotice.Document || header["acknowledges"] == shapes.ServiceRequest.Document;
}
