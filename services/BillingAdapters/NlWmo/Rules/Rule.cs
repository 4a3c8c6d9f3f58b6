using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>Who can check a rule: this adapter within one message, billing from what it keeps, or only the municipality.</summary>
internal enum By { Adapter, Billing, Municipality }

/// <summary>A row of the table of rules.</summary>
/// <param name="Number">In the standard; null where only the contract asks for it.</param>
/// <param name="Code">Of the fault.</param>
/// <param name="Says">To people.</param>
/// <param name="On">The messages that it is about.</param>
/// <param name="ReturnCode">What the sender of such a message is told (WJ001); null where nothing is returned.</param>
/// <param name="By">Who checks it.</param>
internal record Rule(string? Number, string Code, string Says, IReadOnlyList<string> On, string? ReturnCode = Rule.Technical, By By = By.Adapter)
{
    /// <summary>Return code of every rule that can be checked within one message.</summary>
    public const string Technical = "0001";

    private static readonly HashSet<string> FromMunicipalities = ["WMO301", "WMO306", "WMO308", "WMO316", "WMO318", "WMO319", "WMO325"];

    public IEnumerable<string> In => On.Where(FromMunicipalities.Contains);

    public IEnumerable<string> Out => On.Except(FromMunicipalities);
}

/// <summary>A rule with its check.</summary>
/// <param name="Find">All places where a subject breaks it.</param>
internal sealed record Rule<T>(
    string? Number, string Code, string Says, IReadOnlyList<string> On, Func<T, IEnumerable<Spot>> Find, string? ReturnCode = Rule.Technical)
    : Rule(Number, Code, Says, On, ReturnCode);

/// <summary>Where a rule is broken: in a line, a member of a request, or an element of a message.</summary>
internal readonly record struct Spot(string? LineId = null, string? Place = null, XElement? At = null);

/// <summary>A rule that is broken, and where.</summary>
internal sealed record Finding(Rule Rule, Spot Spot)
{
    public static IEnumerable<Finding> Of<T>(IEnumerable<Rule<T>> rules, T subject) =>
        rules.SelectMany(rule => rule.Find(subject).Select(spot => new Finding(rule, spot)));

    public Fault ToFault() => new(Rule.Code, Rule.Says, Spot.LineId, Spot.Place ?? Spot.At?.Place(), Rule.ReturnCode, Rule.Number);
}
