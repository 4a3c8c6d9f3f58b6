using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>What the shapes of messages hold to: code lists, and the size. A message that breaks these cannot be read, and is not answered.</summary>
internal static class FormRules
{
    private const string Code = "value-invalid";

    public static readonly Rule TooLarge = new("OP179", "message-too-large", $"The message is larger than {Sizes.MessageBytes} bytes.",
        ["WMO301", "WMO305", "WMO306", "WMO307", "WMO308", "WMO315", "WMO316", "WMO317", "WMO318", "WMO319", "WMO325"], null);

    public static readonly Rule ClaimTooLarge = new("OP179", "document-too-large",
        $"The claim would be larger than {Sizes.MessageBytes} bytes; divide it over more claims.", ["WMO323"], null);

    public static readonly Rule Characters = new("OP192", "characters-not-allowed", "A text holds characters that a message cannot hold.",
        ["WMO305", "WMO307", "WMO315", "WMO317"], null);

    public static readonly IReadOnlyList<Rule> All =
    [
        TooLarge, ClaimTooLarge, Characters,
        new("WMO020", Code, "A product category is from 01 to 18.", ["WMO301", "WMO305", "WMO307", "WMO315", "WMO317", "WMO325"], null),
        new("WJ756", Code, "A unit is 01 minute, 04 hour, 14 day and night, 16 part of a day, 82 piece (output), 83 euro or 84 piece (effort).",
            ["WMO301", "WMO315", "WMO317", "WMO325"], null),
        new("WMO757", Code, "A frequency is 1 day, 2 week, 4 month or 6 total.", ["WMO301", "WMO315", "WMO317"], null),
        new("WMO002", Code, "A reason for a change is from 01 to 14.", ["WMO301"], null),
        new("WMO588", Code, "A reason for a stop is on the list; there is none for another reason.", ["WMO307"], null),
        new("WJ759", Code, "A reason for a rejection is from 1 to 9.", ["WMO319"], null),
        new("WJ760", Code, "An answer to a request is 1 rejected or 2 looked into.", ["WMO319"], null),
        new("WJ001", Code, "A return code has four characters.", ["WMO306", "WMO308", "WMO316", "WMO318", "WMO325"], null),
    ];

    public static Fault Fault(Rule rule) => new(rule.Code, rule.Says, PayerCode: rule.ReturnCode, Rule: rule.Number);
}
