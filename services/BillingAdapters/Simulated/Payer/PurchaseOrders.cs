using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Payer;

/// <summary>Writes purchase orders as the payer sends them, and keeps them in its own file.</summary>
internal static class PurchaseOrders
{
    public static Document Send(PayerFile file, World world, DateOnly issuedOn, string provider, string currency, IReadOnlyList<Order> orders)
    {
        foreach (var order in orders)
        {
            file.Orders.RemoveAll(earlier => earlier.Number == order.Number);
            file.Orders.Add(order);
        }
        var (shape, reference) = (world.Shapes.PurchaseOrder, file.NextReference("PD"));
        return Envelope.ToDocument(shape, reference,
            [.. Envelope.Write(shape, reference, issuedOn, file.Payer, provider), currency, Numbers.Whole(orders.Count)],
            orders.Select(o => new[]
            {
                o.Number, Words.OrderChanges[o.Change], o.ChangeReason, o.Client, o.Category, o.Service, Numbers.Iso(o.DecidedAt), Numbers.Iso(o.From), Numbers.Iso(o.Until),
                o.Quantity is { } quantity ? Numbers.Whole(quantity) : null, Words.Units[o.Unit], Words.Frequencies[o.Per], o.Budget is { } budget ? Numbers.Money(budget) : null,
            }));
    }
}
