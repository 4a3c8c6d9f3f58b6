using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Reading;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Reads a WMO306, 308, 316 or 318, in each of the forms of IV028.</summary>
internal static class ReadReturn
{
    private static readonly Dictionary<XName, Shape> Shapes =
        new[] { Wmo305.Type, Wmo307.Type, Wmo315.Type, Wmo317.Type }.Select(ReturnMessage.ShapeOn).ToDictionary(shape => shape.Name);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.ReadReturn, (ReturnToRead request, PublishedSchemas schemas) =>
    {
        AdapterService.RequireWhole(request.Sent.AssignmentNumbers, "sent.assignmentNumbers");
        var result = Read(request);
        if (result.Value is not null && schemas.Check(request.Content) is { Count: > 0 } faults) result = faults;
        return result.ToHttp("message-refused");
    });

    public static OrFaults<ReturnRead> Read(ReturnToRead request)
    {
        var reading = MessageReader.Read(request.Content, Shapes.GetValueOrDefault);
        if (reading.Refused(out var message)) return new(null, reading.Faults);

        var inHand = new ReturnInHand(message, request.Sent);
        var faults = Finding.Of(ReturnRules.All, inHand).Select(f => f.ToFault()).ToList();
        if (faults.Count > 0) return new ReturnRead(inHand.Identity, ReturnOutcome.Undecided, [], [], faults);

        var byAssignment = inHand.Records.ToLookup(record => record.TextOrNull("ToewijzingNummer") is { } number ? inHand.SentNumber(number) : null);
        var codes = Explain(byAssignment[null].Prepend(inHand.Header));
        var items = byAssignment.Where(records => records.Key is not null)
            .Select(records => new ReturnedItem(records.Key!, Explain(records)))
            .Where(item => item.Codes.Count > 0).ToList();
        return new ReturnRead(inHand.Identity, codes.Count + items.Count > 0 ? ReturnOutcome.Rejected : ReturnOutcome.Accepted, codes, items, []);
    }

    private static List<AnswerCode> Explain(IEnumerable<XElement> records) => [.. records.SelectMany(ReturnMessage.Remarks).Distinct().Select(ReturnCodes.Explain)];
}
