using System.Text;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Payer;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Makes a payer order care. Outside the contract: for demos and tests.</summary>
/// <param name="Payer">Value of the payer's identifier.</param>
/// <param name="Provider">Value of the provider's identifier.</param>
/// <param name="Client">Value of the client's identifier.</param>
/// <param name="Order">Number of the order.</param>
/// <param name="From">First day.</param>
/// <param name="DecidedAt">On the payer's clock, without a zone; the document is issued on that day.</param>
/// <param name="Category">In the payer's codes.</param>
/// <param name="Service">In the payer's codes.</param>
/// <param name="Until">Last day; null: no end yet.</param>
/// <param name="Quantity">In <paramref name="Unit"/>, per <paramref name="Per"/>; the three go together.</param>
/// <param name="Budget">In minor units of <paramref name="Currency"/>.</param>
/// <param name="Currency">Null: the first of the adapter.</param>
/// <param name="Change">New, changed or withdrawn.</param>
/// <param name="ChangeReason">The payer's code for why it changed.</param>
public sealed record PurchaseOrderToSend(
    string Payer, string Provider, string Client, string Order, DateOnly From, DateTime DecidedAt, string? Category = null, string? Service = null, DateOnly? Until = null,
    long? Quantity = null, Unit? Unit = null, Frequency? Per = null, long? Budget = null, string? Currency = null,
    AssignmentChange Change = AssignmentChange.New, string? ChangeReason = null);

/// <param name="Reference">The payer's reference of the document.</param>
/// <param name="Content">Its bytes, as they lie in the mailbox.</param>
public sealed record PurchaseOrderSent(string Reference, byte[] Content);

internal static class SendPurchaseOrder
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost($"{Simulate.Route}/purchase-orders", Handle);

    private static async Task<Results<Ok<PurchaseOrderSent>, ProblemHttpResult>> Handle(PurchaseOrderToSend order, Mailbox mailbox, World world, CancellationToken ct)
    {
        var result = Send(order, new PayerFile(order.Payer), world, out _); // on an empty file first: a mistake leaves no trace
        if (result.Value is not null)
            await mailbox.ChangeAsync(order.Payer, file =>
            {
                result = Send(order, file, world, out var document);
                file.Posts.Add(new Post(document.Name, Encoding.UTF8.GetString(document.Content)));
                mailbox.Deliver(file, file.Posts[^1]);
                return true;
            }, ct);
        return result.ToHttp("purchase-order-refused");
    }

    // What the adapter itself would not read is not sent.
    private static OrFaults<PurchaseOrderSent> Send(PurchaseOrderToSend order, PayerFile file, World world, out Document document)
    {
        var issuedOn = DateOnly.FromDateTime(order.DecidedAt);
        document = PurchaseOrders.Send(file, world, issuedOn, order.Provider, order.Currency ?? world.Currencies[0],
            [new(order.Order, order.Change, order.ChangeReason, order.Client, order.Category, order.Service, order.DecidedAt, order.From, order.Until, order.Quantity, order.Unit, order.Per, order.Budget)]);
        var reading = ReadAssignments.Read(new(document.Content, issuedOn, "R"), world);
        if (reading.Refused(out var read) || read.Faults.Count > 0) return new(null, [.. reading.Faults, .. read?.Faults ?? []]);
        return new PurchaseOrderSent(read.Message.Reference, document.Content);
    }
}
