using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>A rule that a message breaks, where it does, and the return code (WJ001) that its sender is owed for it.</summary>
internal sealed record Finding(string Code, string Rule, string Detail, XElement At, string ReturnCode = Finding.Technical)
{
    /// <summary>Return code of every rule that can be checked within one message.</summary>
    public const string Technical = "0001";

    public Fault ToFault() => new(Code, Detail, Place: At.Place(), PayerCode: ReturnCode, Rule: Rule);
}
