using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>An answer, and the claim that it answers.</summary>
internal sealed record AnswerInHand(Answer325 Answer, SentClaim Claim)
{
    public MessageIdentity Identity { get; } = Envelope.Identity(Answer.Message);

    public IReadOnlyDictionary<string, SentLine> Lines { get; } = Claim.Lines.ToDictionary(l => l.AnswerReference);
}

/// <summary>What can be wrong with an answer itself. An answer that breaks one of these decides nothing.</summary>
internal static class AnswerRules
{
    private static readonly string[] On = ["WMO325"];

    private static readonly Rule<AnswerInHand>[] OfEnvelope =
    [
        Whole("answer-from-another-payer", null, "Header/Afzender", "The answer does not come from the payer of this claim.",
            a => a.Identity.Payer != a.Claim.Payer),
        Whole("answer-to-another-sender", null, "Header/Ontvanger", "The answer is not addressed to the sender of this claim.",
            a => a.Identity.Recipient != a.Claim.Sender),
        Whole("answers-another-claim", "TR337", "Header/DeclaratieIdentificatie", "The answer names another claim.",
            a => a.Identity.ClaimNumber != a.Claim.Number),
        Whole("answer-without-decision", "IV087", "Header/RetourCodes", "The answer neither refuses the claim nor decides about it.",
            a => a.Answer.Decision is null && a.Answer.HeaderCodes.All(code => code == ReturnCodes.NoRemark)),
        Whole("answer-refuses-and-decides", "IV087", "Header/RetourCodes", "The answer refuses the message and yet decides about the claim.",
            a => a.Answer.Decision is not null && a.Answer.HeaderCodes.Any(code => code != ReturnCodes.NoRemark)),
    ];

    private static readonly Rule<AnswerInHand>[] OfDecision =
    [
        OfDecisionOnly("answers-another-claim", "TR376", "DeclaratieAntwoord/DeclaratieNummer", "The decision names another claim.",
            a => a.Answer.Decision!.ClaimNumber != a.Claim.Number),
        OfDecisionOnly("submitted-total-differs", "TR367", "DeclaratieAntwoord/TotaalIngediendBedrag", "The total that was submitted is not that of the claim.",
            a => a.Answer.Decision!.Submitted != a.Claim.Total),
        OfDecisionOnly("sums-do-not-tally", "TR342", "DeclaratieAntwoord/TotaalToegekendBedrag", "The rejected lines do not explain the difference between what was submitted and what is granted.",
            a => !a.Answer.Decision!.RejectsWhole && a.Answer.Rejected.Sum(p => Amounts.Signed(p.Amount, p.Side)) != a.Answer.Decision.Submitted - a.Answer.Decision.Granted),
        OfDecisionOnly("rejected-whole-yet-granted", "TR342", "DeclaratieAntwoord/TotaalToegekendBedrag", "The claim is rejected as a whole and yet something is granted.",
            a => a.Answer.Decision!.RejectsWhole && a.Answer.Decision.Granted != 0),
        OfDecisionOnly("rejected-whole-yet-judged", "TR342", "DeclaratieAntwoord/Clienten", "The claim is rejected as a whole and yet lines of it return.",
            a => a.Answer.Decision!.RejectsWhole && a.Answer.Rejected.Count > 0),
        OfDecisionOnly("granted-whole-yet-rejected", "IV087", "DeclaratieAntwoord/RetourCodes", "The claim is granted in full and yet lines of it are rejected.",
            a => a.Answer.Decision!.Codes.Contains(ReturnCodes.GrantedWhole) && a.Answer.Rejected.Count > 0),
    ];

    private static readonly Rule<AnswerInHand>[] OfPerformances =
    [
        Each("reference-unknown", "TR366", "The claim has no line of this reference.", (_, _, line) => line is null),
        Each("amount-differs", "TR367", "The amount is not that of the line.", (_, p, line) => line is not null && (line.Amount != p.Amount || line.Side != p.Side)),
        new("TR101", "reference-twice", "The answer holds this reference twice.", On,
            a => a.Answer.Rejected.GroupBy(p => p.Reference).SelectMany(same => same.Skip(1)).Select(p => Spot(a, p)), null),
        Each("rejected-without-reason", "IV087", "The line returns, and so is rejected, without a reason.", (_, p, _) => p.Codes.Count == 0),
    ];

    public static readonly IReadOnlyList<Rule<AnswerInHand>> All = [.. OfEnvelope, .. OfDecision, .. OfPerformances];

    public static List<Fault> Check(Answer325 answer, SentClaim claim) => [.. Finding.Of(All, new AnswerInHand(answer, claim)).Select(f => f.ToFault())];

    private static Rule<AnswerInHand> Whole(string code, string? number, string place, string says, Func<AnswerInHand, bool> broken) =>
        new(number, code, says, On, a => broken(a) ? [new(Place: $"/Bericht/{place}")] : [], null);

    private static Rule<AnswerInHand> OfDecisionOnly(string code, string number, string place, string says, Func<AnswerInHand, bool> broken) =>
        Whole(code, number, place, says, a => a.Answer.Decision is not null && broken(a));

    private static Rule<AnswerInHand> Each(string code, string number, string says, Func<AnswerInHand, RejectedPerformance, SentLine?, bool> broken) =>
        new(number, code, says, On, a => a.Answer.Rejected.Where(p => broken(a, p, a.Lines.GetValueOrDefault(p.Reference))).Select(p => Spot(a, p)), null);

    private static Spot Spot(AnswerInHand answer, RejectedPerformance performance) =>
        new(answer.Lines.GetValueOrDefault(performance.Reference)?.LineId, At: performance.Element);
}
