namespace Buurtzorg.Simulators.Municipality.Csv;

/// <summary>Writes a purchase order: the assignment in the CSV dialect.</summary>
internal static class PurchaseOrder
{
    public static string Write(string reference, string town, string provider, DateTime at, IReadOnlyList<(AssignedProduct Product, string? Reason)> products) =>
        Sheet.Write("purchase-order", "currency,lines", [reference, DateOnly.FromDateTime(at), town, provider, Currency, products.Count],
            "order,change,change_reason,client,category,service,decided_at,from,until,quantity,unit,per,budget",
            products.Select(item => Line(item.Product, item.Reason, at)));

    public const string Currency = "EUR";

    private static object?[] Line(AssignedProduct product, string? reason, DateTime at) =>
    [
        product.Number, reason is null ? "new" : product.Deleted ? "cancelled" : "amended", reason, product.Bsn, product.Category, product.Code, at,
        product.From, product.Until, product.Volume, Words.Of(product.Unit), Words.Per(product.Frequency), product.Budget is { } budget ? Sheet.Money(budget) : null,
    ];
}
