using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;

namespace Buurtzorg.BillingAdapters.Simulated.Documents;

/// <summary>Writes a time-sheet. The claim has been checked.</summary>
internal static class TimeSheet
{
    public static Document Render(World world, ClaimToRender claim)
    {
        var shape = world.Shapes.TimeSheet;
        var clients = claim.Clients.ToDictionary(c => c.Key, c => c.Identifiers[0].Value);
        return Envelope.ToDocument(shape, claim.Number,
            [.. Envelope.Write(shape, claim.Number, claim.IssuedOn, claim.Payer.Value, claim.Sender.Value), Numbers.Iso(claim.Period.From), Numbers.Iso(claim.Period.Until),
                claim.Currency, Numbers.Whole(claim.Lines.Count), Numbers.Money(claim.Total)],
            claim.Lines.GroupBy(l => l.ClientKey).SelectMany(lines => lines.Select(line => Write(line, clients[lines.Key]))));
    }

    private static string?[] Write(ClaimLine l, string client) =>
    [
        l.Reference,
        l.AdjustedReference is not null ? Words.Adjustment : l.Side == Side.Credit ? Words.Credit : Words.Charge,
        l.CreditedReference ?? l.AdjustedReference,
        client,
        l.Assignment?.Number,
        l.Product.Category,
        l.Product.Code,
        Numbers.Iso(l.Period.From),
        Numbers.Iso(l.Period.Until),
        Numbers.Whole(l.Volume),
        Words.Units[l.Unit],
        l.Rate is { } rate ? Numbers.Money(rate.Amount) : null,
        Words.Units[l.Rate?.Per],
        Numbers.Money(Amounts.Signed(l.Amount, l.Side)),
    ];
}
