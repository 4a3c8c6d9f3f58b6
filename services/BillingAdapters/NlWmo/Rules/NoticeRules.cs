using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules about a notice that its message no longer shows.</summary>
internal static class NoticeRules
{
    public static readonly IReadOnlyList<Rule<NoticeToRender>> All =
    [
        Each("product-differs", "IV075", ["WMO305", "WMO307"], "product", "A start and a stop name exactly the product that is assigned.",
            (_, item) => item.Assignment.Product is { } assigned && assigned != item.Product),
        Each("stop-in-a-start", null, ["WMO305"], "stoppedOn", "A start has no last day and no reason.",
            (notice, item) => notice.Kind == NoticeKind.Start && (item.StoppedOn is not null || item.Reason is not null)),
    ];

    private static Rule<NoticeToRender> Each(string code, string? number, string[] on, string place, string says, Func<NoticeToRender, NoticeItem, bool> broken) =>
        new(number, code, says, on, notice => notice.Items.Index()
            .Where(item => broken(notice, item.Item))
            .Select(item => new Spot(Place: $"items[{item.Index}].{place}")));
}
