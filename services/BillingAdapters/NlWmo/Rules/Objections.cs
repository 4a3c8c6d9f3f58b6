using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>What only billing can know, because it keeps the earlier messages: said to the municipality in the codes of the standard.</summary>
internal static class Objections
{
    public static bool Apply(
        IReadOnlyList<Objection> objections, XElement message, IReadOnlyList<AssignedProduct> products, List<Finding> findings, out List<Fault> unknown)
    {
        unknown = [];
        foreach (var objection in objections)
        {
            var product = products.FirstOrDefault(p => p.Number == objection.AssignmentNumber);
            if (objection.Code == ObjectionCode.ReferenceUsedBefore)
                findings.Add(new("reference-used-before", "TR056", "This sender used the identification before, for another message.",
                    message.Child("Header").Child("BerichtIdentificatie"), "9056"));
            else if (product is null)
                unknown.Add(new("objection-unknown-assignment", "The message has no assignment of that number.", Place: "objections"));
            else if (objection.Code == ObjectionCode.NumberUsedForAnother)
                findings.Add(new("assignment-number-used", "TR332", "This number belongs to another assignment.", product.Element, "9332"));
            else
                findings.Add(new("assignment-has-granted-lines", "TR385", "Lines of this assignment were granted, so it cannot be deleted.", product.Element, "9385"));
        }
        return unknown.Count == 0;
    }
}
