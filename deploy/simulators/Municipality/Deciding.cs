using System.Text.Json.Serialization;
using System.Xml.Linq;
using Buurtzorg.Simulators.Municipality.Csv;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Buurtzorg.Simulators.Municipality;

/// <param name="Reason">Why a request is rejected (RedenAfwijzingVerzoek, 1 to 9); with a rejection, and only there.</param>
internal sealed record Decision(Verdict Verdict, string? Reason = null);

[JsonConverter(typeof(JsonStringEnumConverter<Verdict>))]
internal enum Verdict { Grant, Reject, Examine }

/// <param name="State">received, under-examination, granted or rejected.</param>
internal sealed record RequestView(string Reference, string Provider, bool IsChange, string State, IReadOnlyList<RequestedProduct> Products);

/// <summary>The desk that answers requests: with a WMO301 that grants, or a WMO319.</summary>
internal static class Deciding
{
    private static readonly XNamespace Wmo = Xml.Of("wmo319");

    public static void Map(IEndpointRouteBuilder town)
    {
        town.MapMessage("/requests", TakeAndGrant);
        town.MapGet("/requests", (string town, Archive archive) => archive.Read(town).Requests.Select(request =>
            new RequestView(request.Reference, request.Provider, request.IsChange, Name(request.State), request.Products)));
        town.MapGet("/requests/{reference}/answer", (string town, string reference, Archive archive) => Answer(Find(archive.Read(town), reference)));
        town.MapPost("/requests/{reference}/decision", Decide);
    }

    public static string TakeAndGrant(byte[] content, CaseFile file, string town, DateTime now)
    {
        var returned = Requests.Take(content, file, town, now);
        if (!file.GrantsWhatFits) return returned;
        foreach (var request in file.Requests.Where(request => request.State == RequestState.Received && RequestRules.Fits(request, file)).ToList())
            Enact(request, new(Verdict.Grant), file, town, now);
        return returned;
    }

    // The same decision again gives the same message. TR365: an examination is told once; after it, and only after it, comes another answer.
    private static Results<ContentHttpResult, NotFound, ProblemHttpResult> Decide(string town, string reference, Decision decision, Archive archive, TimeProvider clock) =>
        (decision.Verdict == Verdict.Reject) != (decision.Reason is [>= '1' and <= '9'])
            ? TypedResults.Problem("A rejection needs a reason from 1 to 9, and nothing else has one.", statusCode: 422)
            : archive.Change<Results<ContentHttpResult, NotFound, ProblemHttpResult>>(town, file => Find(file, reference) switch
            {
                null => TypedResults.NotFound(),
                var request when request.State == StateAfter(decision) => Counter.Message(request.Answers[^1].Xml, 201),
                { IsOpen: true } request => Counter.Message(Enact(request, decision, file, town, clock.DutchNow()), 201),
                _ => TypedResults.Problem("This request was answered already.", statusCode: 409),
            });

    private static string Enact(Request request, Decision decision, CaseFile file, string town, DateTime now)
    {
        var xml = decision.Verdict == Verdict.Grant ? Granting.Grant(request, file, town, now) : Write(request, decision, file, town, DateOnly.FromDateTime(now));
        var answer = new SentAnswer(decision.Verdict == Verdict.Grant ? file.Sent[^1].Identification : Identification(file, town), xml);
        file.Requests[file.Requests.IndexOf(request)] = request with { State = StateAfter(decision), Answers = [.. request.Answers, answer] };
        return xml;
    }

    private static string Write(Request request, Decision decision, CaseFile file, string town, DateOnly today) => file.Owe(town, file.Dialect == Dialects.Csv
        ? ServiceRequest.Decision(Identification(file, town), town, today, request, decision)
        : Xml.Write(new XElement(Wmo + "Bericht",
            new XAttribute(XNamespace.Xmlns + "wmo319", Wmo), new XAttribute(XNamespace.Xmlns + "iwmo", Xml.Base),
            Header.Write(Wmo, "482", town, request.Provider, Identification(file, town), today),
            new XElement(Wmo + "Antwoord",
                new XElement(Wmo + "ReferentieAanbieder", request.Reference),
                new XElement(Wmo + "VerzoekAntwoord", decision.Verdict == Verdict.Reject ? 1 : 2),
                decision.Reason is null ? null : new XElement(Wmo + "RedenAfwijzingVerzoek", decision.Reason)))));

    private static string Identification(CaseFile file, string town) => $"{town}B{file.Requests.Sum(request => request.Answers.Count) + 1:000000}";

    private static RequestState StateAfter(Decision decision) => decision.Verdict switch
    {
        Verdict.Grant => RequestState.Granted,
        Verdict.Reject => RequestState.Rejected,
        _ => RequestState.UnderExamination,
    };

    private static string Name(RequestState state) => state == RequestState.UnderExamination ? "under-examination" : state.ToString().ToLowerInvariant();

    private static Request? Find(CaseFile file, string reference) => file.Requests.Find(request => request.Reference == reference);

    private static Results<ContentHttpResult, NotFound> Answer(Request? request) =>
        request is { Answers: [.., var last] } ? Counter.Message(last.Xml, 200) : TypedResults.NotFound();
}
