using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>What only billing can know, because it keeps the earlier messages: said to the municipality in the codes of the standard.</summary>
internal static class Objections
{
    private static readonly Rule
        ReferenceUsed = Row("TR056", "reference-used-before", "This sender used the identification before, for another message.", "9056"),
        NumberUsed = Row("TR332", "assignment-number-used", "This number belongs to another assignment.", "9332"),
        LinesGranted = Row("TR385", "assignment-has-granted-lines", "Lines of this assignment were granted, so it cannot be deleted.", "9385");

    public static readonly IReadOnlyList<Rule> All = [ReferenceUsed, NumberUsed, LinesGranted];

    public static bool Apply(
        IReadOnlyList<Objection> objections, XElement message, IReadOnlyList<ProductInMessage> products, List<Finding> findings, out List<Fault> unknown)
    {
        unknown = [];
        foreach (var objection in objections)
        {
            var product = products.FirstOrDefault(p => p.Number == objection.AssignmentNumber);
            if (objection.Code == ObjectionCode.ReferenceUsedBefore)
                findings.Add(new(ReferenceUsed, new(At: message.Child("Header").Child("BerichtIdentificatie"))));
            else if (product is null)
                unknown.Add(new("objection-unknown-assignment", "The message has no assignment of that number.", Place: "objections"));
            else
                findings.Add(new(objection.Code == ObjectionCode.NumberUsedForAnother ? NumberUsed : LinesGranted, new(At: product.Element)));
        }
        return unknown.Count == 0;
    }

    private static Rule Row(string number, string code, string says, string returnCode) => new(number, code, says, ["WMO301"], returnCode, By.Billing);
}
