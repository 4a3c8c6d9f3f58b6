using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;

namespace Buurtzorg.BillingAdapters.Simulated.Documents;

/// <summary>Something about a document that is against the rules: for billing a fault, for who sent it a line of the acknowledgement.</summary>
internal sealed record Finding(string Code, string Reason, string Detail, Row At, string Column, string? Order = null)
{
    public Fault ToFault() => new(Code, Detail, Place: At.Place(Column), PayerCode: Reason);
}

internal static class Acknowledgement
{
    public static Document Render(World world, Sheet of, string reference, DateOnly issuedOn, IReadOnlyList<(string? Order, string Reason, string? Text)> remarks)
    {
        var shape = world.Shapes.Acknowledgement;
        return Envelope.ToDocument(shape, reference,
            [.. Envelope.Write(shape, reference, issuedOn, of.Header["council"], of.Header["provider"]), of.Shape.Document, of.Header["reference"],
                remarks.Count == 0 ? Words.Accepted : Words.Rejected, Numbers.Whole(remarks.Count)],
            remarks.Select(remark => new[] { remark.Order, remark.Reason, remark.Text }));
    }

    public static Document Render(World world, Sheet of, string reference, DateOnly issuedOn, IEnumerable<Finding> findings) =>
        Render(world, of, reference, issuedOn, [.. findings.Select(f => (f.Order, f.Reason, (string?)f.Detail))]);
}
