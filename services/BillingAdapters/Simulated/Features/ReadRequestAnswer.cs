using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Reads the decision on a request that is not granted, and renders the acknowledgement that is owed for it.</summary>
internal static class ReadRequestAnswer
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.ReadRequestAnswer, (RequestAnswerToRead request, World world) =>
        Read(request, world).ToHttp("message-refused"));

    public static OrFaults<RequestAnswerRead> Read(RequestAnswerToRead request, World world)
    {
        if (!Kind.Reference.Accepts(request.ReturnReference))
            return new List<Fault> { new("return-reference-invalid", $"The reference should be {Kind.Reference.Expected}.", Place: "returnReference") };
        var reading = SheetReader.Read(request.Content, world.Shapes.All, world.Shapes.RequestDecision);
        if (reading.Refused(out var sheet)) return new(null, reading.Faults);

        List<Finding> findings = sheet.Header.Date("issued_on") > request.ReceivedOn
            ? [new("dated-in-the-future", Reasons.DatedAhead, "The document bears a date after the day of receipt.", sheet.Header, "issued_on")]
            : [];
        return new RequestAnswerRead(
            Envelope.Identity(sheet, world),
            sheet.Header["request"],
            findings.Count > 0 ? RequestOutcome.Undecided : sheet.Header["decision"] == Words.Rejected ? RequestOutcome.Rejected : RequestOutcome.UnderExamination,
            findings.Count > 0 ? [] : [.. sheet.Lines.Select(row => row["reason"]).Distinct().Select(Reasons.Explain)],
            [.. findings.Select(f => f.ToFault())],
            Acknowledgement.Render(world, sheet, request.ReturnReference, request.ReceivedOn, findings));
    }
}
