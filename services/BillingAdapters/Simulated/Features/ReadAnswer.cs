using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.Simulated.Csv;
using Buurtzorg.BillingAdapters.Simulated.Documents;
using Buurtzorg.BillingAdapters.Simulated.Rules;

namespace Buurtzorg.BillingAdapters.Simulated.Features;

/// <summary>Reads a remittance advice: every line is paid or rejected whole, or the time-sheet is refused.</summary>
internal static class ReadAnswer
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(AdapterRoutes.ReadAnswer, (AnswerToRead request, World world) =>
    {
        AdapterService.RequireWhole(request.Claim.Lines, "claim.lines");
        return Read(request, world).ToHttp("message-refused");
    });

    public static OrFaults<AnswerRead> Read(AnswerToRead request, World world)
    {
        if (request.Claim.Lines.Count == 0)
            return new List<Fault> { new("claim-without-lines", "A claim has at least one line.", Place: "claim.lines") };
        if (request.Claim.Lines.GroupBy(l => l.AnswerReference).Any(same => same.Count() > 1))
            return new List<Fault> { new("line-reference-twice", "Two lines of the claim have the same reference.", Place: "claim.lines") };
        var reading = SheetReader.Read(request.Content, world.Shapes.All, world.Shapes.RemittanceAdvice);
        if (reading.Refused(out var advice)) return new(null, reading.Faults);

        var message = Envelope.Identity(advice, world);
        var faults = AnswerRules.Check(advice, message, request.Claim);
        if (faults.Count > 0)
            return new AnswerRead(message, ClaimOutcome.Undecided, 0, [], [.. request.Claim.Lines.Select(l => new AnsweredLine(l.LineId, LineOutcome.Unchanged, 0, []))], faults);

        List<AnswerCode> codes = AnswerRules.IsRefused(advice) ? [Reasons.Explain(advice.Header["reason"])] : [];
        var judged = advice.Lines.ToDictionary(row => row["line"]);
        List<AnsweredLine> lines = [.. request.Claim.Lines.Select(line => Decide(line, judged.GetValueOrDefault(line.AnswerReference), codes))];
        return new AnswerRead(message, OutcomeOf(lines), advice.Header.Minor("paid"), codes, lines, faults);
    }

    private static AnsweredLine Decide(SentLine line, Row? judged, IReadOnlyList<AnswerCode> ofClaim) =>
        judged is null ? new(line.LineId, LineOutcome.Rejected, 0, ofClaim)
        : judged["decision"] == Words.Paid ? new(line.LineId, LineOutcome.Granted, line.Amount, [])
        : new(line.LineId, LineOutcome.Rejected, 0, [Reasons.Explain(judged["reason"])]);

    private static ClaimOutcome OutcomeOf(IReadOnlyCollection<AnsweredLine> lines) =>
        lines.All(l => l.Outcome == LineOutcome.Granted) ? ClaimOutcome.Granted
        : lines.All(l => l.Outcome == LineOutcome.Rejected) ? ClaimOutcome.Rejected
        : ClaimOutcome.PartlyGranted;
}
