using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Rules;

/// <summary>What can be wrong with a request for care.</summary>
internal static class RequestRules
{
    private sealed record ProductRule(string Code, string Member, string Detail, Func<RequestedProduct, bool> Broken, string? Reason = null);

    private static readonly ProductRule[] PerProduct =
    [
        new("assignment-number-missing", "assignmentNumber", "What stays or changes names its order.", p => p.Change != ProductChange.New && p.AssignmentNumber is null, Reasons.OrderUnknown),
        new("assignment-number-not-allowed", "assignmentNumber", "What is new has no order yet.", p => p.Change == ProductChange.New && p.AssignmentNumber is not null),
        new("unchanged-with-changes", "change", "Of what stays only the order is named.", p => p.Change == ProductChange.Unchanged && p != new RequestedProduct(p.Change, p.AssignmentNumber)),
        new("product-code-missing", "product.code", "A service must be named.", p => p.Change != ProductChange.Unchanged && p.Product?.Code is null),
        new("from-missing", "from", "A first day must be named.", p => p.Change != ProductChange.Unchanged && p.From is null, Reasons.Dates),
        new("ends-before-it-starts", "until", "The last day lies before the first.", p => p.Until < p.From, Reasons.Dates),
        new("quantity-incomplete", "volume", "Volume, unit and frequency go together.", p => new object?[] { p.Volume, p.Unit, p.Frequency }.Count(v => v is null) is 1 or 2, Reasons.Quantity),
        new("volume-out-of-range", "volume", $"The volume should be {Kind.Quantity.Expected}.", p => p.Volume is < 0 or > Numbers.LargestQuantity),
        new("budget-out-of-range", "budget", "The budget is below zero, or larger than a request can say.", p => p.Budget is < 0 or > Numbers.LargestMoney),
    ];

    public static List<Fault> Check(RequestToRender request, World world)
    {
        List<Fault> faults = [.. MessageRules.Check(request.Reference, request.Sender, request.Payer, request.Client, world)];
        void Wrong(bool broken, string code, string place, string detail)
        {
            if (broken) faults.Add(new(code, detail, Place: place));
        }
        Wrong(!Kind.Reference.Accepts(request.RequestReference), "request-reference-invalid", "requestReference", $"The reference should be {Kind.Reference.Expected}.");
        Wrong(request.Kind == RequestKind.Change && request.Reason is null, "reason-missing", "reason", "A change has a reason.");
        Wrong(request.Kind == RequestKind.New && request.Reason is not null, "reason-not-allowed", "reason", "Only a change has a reason.");
        Wrong(request.Kind == RequestKind.Change && request.Referrer is not null, "referrer-not-allowed", "referrer", "Only a new request has a referrer.");
        Wrong(request.Kind == RequestKind.New && request.Products.Any(p => p.Change != ProductChange.New), "change-not-allowed", "products", "A new request asks for what is new.");
        Wrong(request.Remark is { } remark && (!Kind.Text.Accepts(remark) || remark.Any(Kind.IsControl)), "remark-invalid", "remark", $"The remark should be {Kind.Text.Expected}, on one line.");
        Wrong(request.Products.Count == 0, "request-without-products", "products", "A request asks for at least one service.");
        foreach (var (product, index) in request.Products.Select((product, index) => (product, index)))
        {
            var place = $"products[{index}]";
            faults.AddRange(MessageRules.Check(product.AssignmentNumber, $"{place}.assignmentNumber"));
            faults.AddRange(MessageRules.Check(product.Product, place));
            faults.AddRange(PerProduct.Where(rule => rule.Broken(product)).Select(rule => new Fault(rule.Code, rule.Detail, Place: $"{place}.{rule.Member}", PayerCode: rule.Reason)));
        }
        return faults;
    }
}
