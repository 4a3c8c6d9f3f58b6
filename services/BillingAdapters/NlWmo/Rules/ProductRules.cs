using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules about care that is assigned or asked for.</summary>
internal static class ProductRules
{
    private const string Assigned = ProductInMessage.Assigned, Requested = ProductInMessage.Requested, Changed = ProductInMessage.Changed, New = ProductInMessage.New;

    private static readonly DateOnly LastOldStyle = new(2020, 12, 31);

    public static readonly IReadOnlyList<Rule<MessageInHand>> All =
    [
        Row("ends-before-it-starts", "CS003", "The last day lies before the first.", "Einddatum", [Assigned, Requested, Changed, New],
            (p, _) => p.Until < p.From),
        Row("decided-after-message", "TR134", "The decision is dated after the message.", "Toewijzingsdatum", [Assigned],
            (p, dated) => DateOnly.FromDateTime(p.DecidedAt!.Value) > dated),
        Row("starts-too-soon", "TR380", "New care is asked for from a day after the date of the message.", "GewensteIngangsdatum", [New],
            (p, dated) => p.From <= dated),
        Row("volume-missing", "CD041", "A product with a code needs a volume.", "Product", [Assigned, Requested, New],
            (p, _) => p.Product.Code is not null && p.Volume is null),
        Row("until-missing-for-budget", "CD075", "A budget needs a last day.", "Budget", [Assigned, Requested, Changed, New],
            (p, _) => p.Budget is not null && p.Until is null),
        Row("until-missing-for-weeks", "CD076", "A volume per week needs a last day.", "Omvang", [Assigned, Requested, Changed, New],
            (p, _) => p.Frequency == Frequency.Week && p.Until is null),
        Row("budget-and-volume", "CD077", "A budget and a volume exclude one another.", "Budget", [Assigned, Requested, Changed, New],
            (p, _) => p.Budget is not null && p.Volume is not null),
        Row("product-missing", "CD079", "Without a budget there must be a product.", "", [Assigned, Requested, New],
            (p, _) => p.Budget is null && p.Product.Category is null),
        Row("volume-without-code", "CD080", "A volume needs a product with a code.", "Omvang", [Assigned], VolumeWithoutCode),
        Row("volume-without-code", "CD095", "A volume needs a product with a code.", "Omvang", [Requested], VolumeWithoutCode),
        Row("volume-without-code", "CD096", "A volume needs a product with a code.", "Omvang", [New], VolumeWithoutCode),
        Row("deleted-but-lasting", "CS335", "A deleted assignment must end on the day it starts.", "RedenWijziging", [Assigned],
            (p, _) => p.IsWithdrawn && p.Until != p.From),
        Row("reason-no-longer-used", "CS336", "Reason 01 may no longer be used.", "RedenWijziging", [Assigned],
            (p, _) => p.ChangeReason == "01"),
        Row("frequency-unfit-for-unit", "CS338", "This unit goes with a volume per week, per month or in total.", "Omvang", [Assigned, Changed, New], FrequencyUnfit),
        Row("frequency-unfit-for-unit", "CS343", "This unit goes with a volume per week, per month or in total.", "Omvang", [Requested], FrequencyUnfit),
        new("TR302", "products-overlap", "The same product is assigned twice for the same days.", ["WMO301"],
            m => Overlap.Find(m.Products).Select(p => new Spot(At: p.Element))),
        new("TR410", "products-overlap", "The same new product is asked for twice for the same days.", ["WMO317"],
            m => Overlap.Find(m.Products.Where(p => p.Element.Name.LocalName == New)).Select(p => new Spot(At: p.Element))),
    ];

    private static bool VolumeWithoutCode(ProductInMessage p, DateOnly dated) =>
        p.Volume is not null && p.Product.Code is null && IsNewStyle(p);

    private static bool FrequencyUnfit(ProductInMessage p, DateOnly dated) =>
        p.Unit is Unit.DayAndNight or Unit.PartOfDay or Unit.MinorCurrencyUnit or Unit.PieceOfEffort && p.Frequency == Frequency.Day && IsNewStyle(p);

    private static bool IsNewStyle(ProductInMessage p) => p.Until is null || p.Until > LastOldStyle;

    private static Rule<MessageInHand> Row(string code, string number, string says, string at, string[] records, Func<ProductInMessage, DateOnly, bool> broken) =>
        new(number, code, says, [.. records.Select(TypeOf).Distinct()], m => m.Products
            .Where(p => records.Contains(p.Element.Name.LocalName) && broken(p, m.Dated))
            .Select(p => new Spot(At: p.Element.ChildOrNull(at) ?? p.Element.ChildOrNull($"Toewijzing{at}") ?? p.Element)));

    private static string TypeOf(string record) => record switch
    {
        Assigned => "WMO301",
        Requested => "WMO315",
        _ => "WMO317",
    };
}
