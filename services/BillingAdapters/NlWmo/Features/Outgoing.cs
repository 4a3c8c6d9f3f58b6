using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Reading;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Holds a message of ours to the shape and the rules that it would be held to if it came in.</summary>
internal static class Outgoing
{
    public static OrFaults<DocumentsRendered> Check(MessageType type, string reference, XElement message, IEnumerable<Finding> found)
    {
        List<Fault> faults = [.. found.Select(f => f.ToFault())];
        byte[] bytes;
        try
        {
            bytes = XmlOut.Bytes(message);
        }
        catch (ArgumentException)
        {
            faults.Add(FormRules.Fault(FormRules.Characters));
            return faults;
        }
        var reading = MessageReader.Read(bytes, type.Shape);
        faults.AddRange(reading.Refused(out var read) ? reading.Faults : MessageRules.Check(type.Name, read).Select(f => f.ToFault()));
        return faults.Count > 0 ? faults : new DocumentsRendered([Document.Of($"{type.Name}-{reference}.xml", "application/xml", bytes)]);
    }
}
