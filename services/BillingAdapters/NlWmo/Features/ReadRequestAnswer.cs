using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Reading;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Reads a WMO319 and renders the WMO320 that is owed for it.</summary>
internal static class ReadRequestAnswer
{
    private const string Rejected = "1";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.ReadRequestAnswer, (RequestAnswerToRead request, PublishedSchemas schemas) =>
    {
        var result = Read(request);
        if (result.Refused(out var read)) return result.ToHttp("message-refused");
        if (schemas.Check(request.Content) is { Count: > 0 } faults) result = faults;
        else if (read.ReturnMessage is { } document) schemas.Require(document);
        return result.ToHttp("message-refused");
    });

    public static OrFaults<RequestAnswerRead> Read(RequestAnswerToRead request)
    {
        if (Numbers.ReturnReference.Refuses(request.ReturnReference, out var fault)) return fault;
        var reading = MessageReader.Read(request.Content, Wmo319.Type.Shape);
        if (reading.Refused(out var message)) return new(null, reading.Faults);

        var findings = MessageRules.Check(Wmo319.Type.Name, message, request.ReceivedOn);
        var (identity, answer) = (Envelope.Identity(message), message.Child("Antwoord"));
        var reason = answer.TextOrNull("RedenAfwijzingVerzoek");
        return new RequestAnswerRead(
            identity,
            identity.OurReference!,
            findings.Count > 0 ? RequestOutcome.Undecided : answer.Text("VerzoekAntwoord") == Rejected ? RequestOutcome.Rejected : RequestOutcome.UnderExamination,
            findings.Count > 0 || reason is null ? [] : [RejectionReasons.Explain(reason)],
            [.. findings.Select(f => f.ToFault())],
            ReturnMessage.Render(Wmo319.Type, message, request.ReturnReference, request.ReceivedOn, findings));
    }
}
