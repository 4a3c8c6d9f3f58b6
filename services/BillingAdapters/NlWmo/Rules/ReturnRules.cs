using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>A return message, and what it is about.</summary>
internal sealed record ReturnInHand(XElement Root, SentMessage Sent)
{
    public MessageIdentity Identity { get; } = Envelope.Identity(Root);

    public XElement Header => Root.Child("Header");

    /// <summary>The records of a message that came back whole.</summary>
    public IReadOnlyList<XElement> Records { get; } =
        [.. Root.Elements().Skip(1).SelectMany(e => e.DescendantsAndSelf()).Where(e => e.ChildOrNull("RetourCodes") is not null)];

    public string? SentNumber(string number) => Sent.AssignmentNumbers.FirstOrDefault(n => Values.AsNumber(n) == Values.AsNumber(number.Trim()));
}

/// <summary>What can be wrong with a return message itself. One that breaks one of these decides nothing.</summary>
internal static class ReturnRules
{
    private static readonly string[] On = ["WMO306", "WMO308", "WMO316", "WMO318"];

    public static readonly IReadOnlyList<Rule<ReturnInHand>> All =
    [
        Row("return-from-another-payer", "IV028", "The return does not come from the payer of the message.",
            r => r.Identity.Payer != r.Sent.Payer ? [r.Header.Child("Ontvanger")] : []),
        Row("return-to-another-sender", "IV028", "The return is not addressed to the sender of the message.",
            r => r.Identity.Recipient != r.Sent.Sender ? [r.Header.Child("Afzender")] : []),
        Row("returns-another-message", "IV028", "The return names another message.",
            r => r.Identity.OurReference != r.Sent.Reference ? [r.Header.Child("BerichtIdentificatie")] : []),
        Row("returns-another-assignment", "IV028", "The return holds an assignment that the message did not name.",
            r => r.Records.Select(record => record.ChildOrNull("ToewijzingNummer")).OfType<XElement>().Where(number => r.SentNumber(number.Value) is null)),
        Row("whole-message-without-remark", "IV028", "The whole message comes back, and yet there is no remark.",
            r => r.Root.Elements().Count() > 1 && r.Records.Prepend(r.Header).All(record => ReturnMessage.Remarks(record).Count == 0) ? [r.Root.Elements().Last()] : []),
    ];

    private static Rule<ReturnInHand> Row(string code, string number, string says, Func<ReturnInHand, IEnumerable<XElement>> broken) =>
        new(number, code, says, On, r => broken(r).Select(at => new Spot(At: at)), null);
}
