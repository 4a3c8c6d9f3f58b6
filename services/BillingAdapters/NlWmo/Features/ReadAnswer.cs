using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Messages;
using Buurtzorg.BillingAdapters.NlWmo.Reading;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Features;

/// <summary>Reads a WMO325. Lines are granted or rejected whole; only the rejected ones return, and what does not return is granted.</summary>
internal static class ReadAnswer
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.ReadAnswer, (AnswerToRead request, PublishedSchemas schemas) =>
    {
        AdapterService.RequireWhole(request.Claim.Lines, "claim.lines");
        var result = Read(request);
        if (result.Value is not null && schemas.Check(request.Content) is { Count: > 0 } faults) result = faults;
        return result.ToHttp("message-refused");
    });

    public static OrFaults<AnswerRead> Read(AnswerToRead request)
    {
        if (request.Claim.Lines.Count == 0)
            return new List<Fault> { new("claim-without-lines", "A claim has at least one line.", Place: "claim.lines") };
        if (request.Claim.Lines.GroupBy(l => l.AnswerReference).Any(same => same.Count() > 1))
            return new List<Fault> { new("line-reference-twice", "Two lines of the claim have the same reference.", Place: "claim.lines") };
        var reading = MessageReader.Read(request.Content, Wmo325.Shape);
        if (reading.Refused(out var message)) return new(null, reading.Faults);

        var answer = Answer325.From(message);
        var faults = AnswerRules.Check(answer, request.Claim);
        var codes = Explain(answer.HeaderCodes.Concat(answer.Decision?.Codes ?? []));
        var lines = request.Claim.Lines.Select(faults.Count > 0 ? Unchanged : Decide(answer, codes)).ToList();
        return new AnswerRead(
            Envelope.Identity(message),
            faults.Count > 0 ? ClaimOutcome.Undecided : OutcomeOf(lines),
            faults.Count > 0 ? 0 : answer.Decision?.Granted ?? 0,
            codes,
            lines,
            faults);
    }

    private static AnsweredLine Unchanged(SentLine line) => new(line.LineId, LineOutcome.Unchanged, 0, []);

    private static Func<SentLine, AnsweredLine> Decide(Answer325 answer, IReadOnlyList<AnswerCode> ofClaim)
    {
        if (answer.Decision is null or { RejectsWhole: true })
            return line => new(line.LineId, LineOutcome.Rejected, 0, ofClaim);
        var rejected = answer.Rejected.ToDictionary(p => p.Reference);
        return line => rejected.TryGetValue(line.AnswerReference, out var performance)
            ? new(line.LineId, LineOutcome.Rejected, 0, Explain(performance.Codes))
            : new(line.LineId, LineOutcome.Granted, line.Amount, []);
    }

    private static ClaimOutcome OutcomeOf(IReadOnlyCollection<AnsweredLine> lines) =>
        lines.All(l => l.Outcome == LineOutcome.Granted) ? ClaimOutcome.Granted
        : lines.All(l => l.Outcome == LineOutcome.Rejected) ? ClaimOutcome.Rejected
        : ClaimOutcome.PartlyGranted;

    private static List<AnswerCode> Explain(IEnumerable<string> codes) =>
        [.. codes.Where(code => code != ReturnCodes.NoRemark).Distinct().Select(ReturnCodes.Explain)];
}
