using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Rules;

/// <summary>What can be wrong with a notice.</summary>
internal static class NoticeRules
{
    private sealed record ItemRule(string Code, string Member, string Detail, Func<NoticeItem, NoticeKind, bool> Broken, string? Reason = null);

    private static readonly ItemRule[] PerItem =
    [
        new("stop-without-date", "stoppedOn", "A stop has a last day.", (i, kind) => kind == NoticeKind.Stop && i.StoppedOn is null),
        new("stop-without-reason", "reason", "A stop has a reason.", (i, kind) => kind == NoticeKind.Stop && i.Reason is null),
        new("start-with-stop", "stoppedOn", "Only a stop has a last day and a reason.", (i, kind) => kind == NoticeKind.Start && (i.StoppedOn is not null || i.Reason is not null)),
        new("stops-before-it-starts", "stoppedOn", "The last day lies before the first.", (i, _) => i.StoppedOn < i.StartedOn, Reasons.Dates),
        new("starts-before-assignment", "startedOn", "Care starts before the order.", (i, _) => i.StartedOn < i.Assignment.From, Reasons.OrderDates),
        new("starts-after-assignment", "startedOn", "Care starts after the order ends.", (i, _) => i.StartedOn > i.Assignment.Until, Reasons.OrderDates),
        new("category-differs", "product.category", "The category is not that of the order.",
            (i, _) => i.Assignment.Product?.Category is { } category && category != i.Product.Category, Reasons.OrderService),
        new("product-differs", "product.code", "The service is not that of the order.", (i, _) => i.Assignment.Product?.Code is { } code && code != i.Product.Code, Reasons.OrderService),
    ];

    public static List<Fault> Check(NoticeToRender notice, World world)
    {
        List<Fault> faults = [.. MessageRules.Check(notice.Reference, notice.Sender, notice.Payer, notice.Client, world)];
        if (notice.Items.Count == 0) faults.Add(new("notice-without-items", "A notice is about at least one order.", Place: "items"));
        foreach (var (item, index) in notice.Items.Select((item, index) => (item, index)))
        {
            var place = $"items[{index}]";
            faults.AddRange(MessageRules.Check(item.Assignment.Number, $"{place}.assignment.number"));
            faults.AddRange(MessageRules.Check(item.Product, place));
            faults.AddRange(PerItem.Where(rule => rule.Broken(item, notice.Kind)).Select(rule => new Fault(rule.Code, rule.Detail, Place: $"{place}.{rule.Member}", PayerCode: rule.Reason)));
        }
        faults.AddRange(notice.Items.Select((item, index) => (item, index)).GroupBy(i => i.item.Assignment.Number).SelectMany(same => same.Skip(1))
            .Select(i => new Fault("assignment-number-twice", "The notice names this order twice.", Place: $"items[{i.index}].assignment.number", PayerCode: Reasons.OrderRepeated)));
        return faults;
    }
}
