using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules about a request that its message no longer shows.</summary>
internal static class RequestRules
{
    public static readonly IReadOnlyList<Rule<RequestToRender>> All =
    [
        Row("one-product-per-request", "TR383", "WMO315", "products", "Each product of a request for new care needs a reference of its own: ask for one product at a time.",
            r => r.Kind == RequestKind.New && r.Products.Count > 1),
        Row("not-new", null, "WMO315", "products", "A request for new care asks for new products only.",
            r => r.Kind == RequestKind.New && r.Products.Any(p => p.Change != ProductChange.New)),
        Row("reason-not-allowed", null, "WMO315", "reason", "Only a change has a reason.",
            r => r.Kind == RequestKind.New && r.Reason is not null),
        Row("referrer-not-allowed", null, "WMO317", "referrer", "Only a request for new care names a referrer.",
            r => r.Kind == RequestKind.Change && (r.Referrer is not null || r.ReferrerName is not null)),
        Row("remark-not-allowed", null, "WMO317", "remark", "A change has no room for a remark.",
            r => r.Kind == RequestKind.Change && r.Remark is not null),
        Row("remark-too-long", null, "WMO315", "remark", "A remark has at most 500 characters.",
            r => r.Remark?.Length > 500),
        Row("new-product-with-number", null, "WMO317", "products", "A new product has no number of an assignment yet.",
            r => r.Products.Any(p => p is { Change: ProductChange.New, AssignmentNumber: not null })),
        Row("unchanged-product-with-wish", null, "WMO317", "products", "Of a product that stays as it is only the number is said.",
            r => r.Products.Any(p => p.Change == ProductChange.Unchanged && p != new RequestedProduct(ProductChange.Unchanged, p.AssignmentNumber))),
    ];

    private static Rule<RequestToRender> Row(string code, string? number, string on, string place, string says, Func<RequestToRender, bool> broken) =>
        new(number, code, says, [on], request => broken(request) ? [new(Place: place)] : []);
}
