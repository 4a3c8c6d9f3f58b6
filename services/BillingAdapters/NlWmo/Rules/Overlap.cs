using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>
/// TR302: a product may be assigned more than once only for days that do not overlap. Without a code that goes for its whole
/// category, and without a category for every product. Deleted assignments do not count.
/// </summary>
internal static class Overlap
{
    /// <summary>The later one of each pair, found in one sweep over the first days.</summary>
    public static IEnumerable<AssignedProduct> Find(IEnumerable<AssignedProduct> products)
    {
        var lastDays = new Dictionary<(string? Category, string? Code, bool Exactly), DateOnly>();
        bool Meets(DateOnly from, string? category, string? code, bool exactly) =>
            lastDays.TryGetValue((category, code, exactly), out var until) && until >= from;

        foreach (var product in products.Where(p => !p.IsWithdrawn && !(p.Until < p.From)).OrderBy(p => p.From))
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
