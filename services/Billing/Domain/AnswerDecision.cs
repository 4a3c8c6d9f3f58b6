using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

internal sealed record AnswerDecision(ClaimLine Line, AnsweredLine Answer, AnswerEffect Effect)
{
    /// <summary>What an answer comes to, line by line; lines that it does not decide about are left out.</summary>
    public static IReadOnlyList<AnswerDecision> Of(IEnumerable<ClaimLine> lines, AnswerRead answer)
    {
        var answers = answer.Lines.Where(line => line.Outcome is not LineOutcome.Unchanged).ToDictionary(line => line.LineId);
        return [.. from line in lines where answers.ContainsKey(line.Id.ToString()) let answered = answers[line.Id.ToString()] select new AnswerDecision(line, answered, EffectOn(line, answered))];
    }

    public static MessageState Outcome(IReadOnlyCollection<AnswerDecision> decisions) =>
        decisions.Any(decision => decision.Effect is AnswerEffect.Contradicting) ? MessageState.Contradicting
        : decisions.Any(decision => decision.Effect is AnswerEffect.Taken) ? MessageState.Taken
        : MessageState.Repeated;

    public static IReadOnlyList<Fault> Contradictions(IEnumerable<AnswerDecision> decisions) =>
    [
        .. from decision in decisions
           where decision.Effect is AnswerEffect.Contradicting
           select new Fault("contradicts", decision.Line.State is LineState.Claimed
               ? $"The payer grants more for line {decision.Line.Reference} than was claimed; the line stays undecided. Ask the payer what was meant."
               : $"The payer decided about line {decision.Line.Reference} before and now says something else; the first decision holds. Ask the payer which one was meant.",
               decision.Line.Id.ToString())
    ];

    private static AnswerEffect EffectOn(ClaimLine line, AnsweredLine answer) =>
        line.State is not LineState.Claimed ? line.IsAnsweredLike(answer) ? AnswerEffect.Repeated : AnswerEffect.Contradicting
        : answer.Outcome is LineOutcome.Granted && answer.Amount > line.AmountMinor ? AnswerEffect.Contradicting
        : AnswerEffect.Taken;
}
