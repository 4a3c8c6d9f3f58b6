using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>
/// TR302 and TR410: a product may stand in a message more than once only for days that do not overlap. Without a code that goes for its whole
/// category, and without a category for every product. Aids (categories 11 to 14) and deleted assignments do not count.
/// </summary>
internal static class Overlap
{
    /// <summary>The later one of each pair, found in one sweep over the first days.</summary>
    public static IEnumerable<ProductInMessage> Find(IEnumerable<ProductInMessage> products)
    {
        var lastDays = new Dictionary<(string? Category, string? Code, bool Exactly), DateOnly>();
        bool Meets(DateOnly from, string? category, string? code, bool exactly) =>
            lastDays.TryGetValue((category, code, exactly), out var until) && until >= from;

        foreach (var product in products.Where(p => !p.IsWithdrawn && !(p.Until < p.From) && p.Product.Category is not ("11" or "12" or "13" or "14")).OrderBy(p => p.From))
        {
            var (from, until) = (product.From, product.Until ?? DateOnly.MaxValue);
            var (category, code) = (product.Product.Category, product.Product.Code);
            var overlaps = category is null
                ? Meets(from, null, null, false)
                : Meets(from, null, null, true)
                    || (code is null ? Meets(from, category, null, false) : Meets(from, category, null, true) || Meets(from, category, code, true));
            if (overlaps) yield return product;

            // As what it is exactly, and as one of its category and of all.
            foreach (var key in new (string?, string?, bool)[] { (category, code, true), (category, null, false), (null, null, false) })
                if (!lastDays.TryGetValue(key, out var known) || known < until) lastDays[key] = until;
        }
    }
}
