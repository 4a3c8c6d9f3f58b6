using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>
/// The rules of release 3.2 that a WMO301 can break on its own. Their return code is 0001, whose return message says nothing more
/// (IV028), but for the one that compares with the day of receipt.
/// </summary>
internal static class AssignmentRules
{
    private static readonly DateOnly LastOldStyle = new(2020, 12, 31);

    private sealed record ProductRule(string Code, string Rule, string Detail, string At, Func<AssignedProduct, DateOnly, bool> Broken);

    // The second argument is the date of the message.
    private static readonly ProductRule[] PerProduct =
    [
        new("ends-before-it-starts", "CS003", "The last day lies before the first.", "Einddatum",
            (p, _) => p.Until < p.From),
        new("decided-after-message", "TR134", "The decision is dated after the message.", "Toewijzingsdatum",
            (p, dated) => DateOnly.FromDateTime(p.DecidedAt) > dated),
        new("volume-missing", "CD041", "A product with a code needs a volume.", "Product",
            (p, _) => p.Product.Code is not null && p.Volume is null),
        new("until-missing-for-budget", "CD075", "A budget needs a last day.", "Budget",
            (p, _) => p.Budget is not null && p.Until is null),
        new("until-missing-for-weeks", "CD076", "A volume per week needs a last day.", "Omvang",
            (p, _) => p.Frequency == Frequency.Week && p.Until is null),
        new("budget-and-volume", "CD077", "A budget and a volume exclude one another.", "Budget",
            (p, _) => p.Budget is not null && p.Volume is not null),
        new("product-missing", "CD079", "Without a budget there must be a product.", "",
            (p, _) => p.Budget is null && p.Product.Category is null),
        new("volume-without-code", "CD080", "A volume needs a product with a code.", "Omvang",
            (p, _) => p.Volume is not null && p.Product.Code is null && (p.Until is null || p.Until > LastOldStyle)),
        new("deleted-but-lasting", "CS335", "A deleted assignment must end on the day it starts.", "RedenWijziging",
            (p, _) => p.IsWithdrawn && p.Until != p.From),
        new("reason-no-longer-used", "CS336", "Reason 01 may no longer be used.", "RedenWijziging",
            (p, _) => p.ChangeReason == "01"),
        new("frequency-unfit-for-unit", "CS338", "This unit goes with a volume per week, per month or in total.", "Omvang",
            (p, _) => p.Unit is Unit.DayAndNight or Unit.PartOfDay or Unit.MinorCurrencyUnit or Unit.PieceOfEffort
                && p.Frequency == Frequency.Day && (p.Until is null || p.Until > LastOldStyle)),
    ];

    public static List<Finding> Check(XElement message, IReadOnlyList<AssignedProduct> products, DateOnly receivedOn)
    {
        var identification = message.Child("Header").Child("BerichtIdentificatie");
        var dated = identification.Date("Dagtekening");
        var found = new List<Finding>();
        if (dated > receivedOn)
            found.Add(new("dated-in-the-future", "TR135", "The message bears a date after the day of receipt.", identification.Child("Dagtekening"), "8848"));
        found.AddRange(ClientRules.Check(message.Child("Client"), dated));
        foreach (var rule in PerProduct)
            found.AddRange(products.Where(p => rule.Broken(p, dated))
                .Select(p => new Finding(rule.Code, rule.Rule, rule.Detail, p.Element.ChildOrNull(rule.At) ?? p.Element)));
        found.AddRange(products.GroupBy(p => p.Number).SelectMany(same => same.Skip(1))
            .Select(p => new Finding("assignment-number-twice", "TR101", "This number stands in the message twice.", p.Element.Child("ToewijzingNummer"))));
        found.AddRange(Overlap.Find(products)
            .Select(p => new Finding("products-overlap", "TR302", "The same product is assigned twice for the same days.", p.Element)));
        return found;
    }
}
