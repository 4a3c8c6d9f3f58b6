using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>What can be wrong with an answer itself. An answer that breaks one of these decides nothing.</summary>
internal static class AnswerRules
{
    private sealed record AnswerRule(string Code, string? Rule, string Place, string Detail, Func<Answer325, SentClaim, bool> Broken);

    private static readonly AnswerRule[] OfEnvelope =
    [
        new("answer-from-another-payer", null, "Header/Afzender", "The answer does not come from the payer of this claim.",
            (a, c) => Envelope.Identity(a.Message).Payer != c.Payer),
        new("answer-to-another-sender", null, "Header/Ontvanger", "The answer is not addressed to the sender of this claim.",
            (a, c) => Envelope.Identity(a.Message).Recipient != c.Sender),
        new("answers-another-claim", "TR337", "Header/DeclaratieIdentificatie", "The answer names another claim.",
            (a, c) => Envelope.Identity(a.Message).ClaimNumber != c.Number),
        new("answer-without-decision", "IV087", "Header/RetourCodes", "The answer neither refuses the claim nor decides about it.",
            (a, _) => a.Decision is null && a.HeaderCodes.All(code => code == ReturnCodes.NoRemark)),
        new("answer-refuses-and-decides", "IV087", "Header/RetourCodes", "The answer refuses the message and yet decides about the claim.",
            (a, _) => a.Decision is not null && a.HeaderCodes.Any(code => code != ReturnCodes.NoRemark)),
    ];

    private static readonly AnswerRule[] OfDecision =
    [
        new("answers-another-claim", "TR376", "DeclaratieAntwoord/DeclaratieNummer", "The decision names another claim.",
            (a, c) => a.Decision!.ClaimNumber != c.Number),
        new("submitted-total-differs", "TR367", "DeclaratieAntwoord/TotaalIngediendBedrag", "The total that was submitted is not that of the claim.",
            (a, c) => a.Decision!.Submitted != c.Total),
        new("sums-do-not-tally", "TR342", "DeclaratieAntwoord/TotaalToegekendBedrag", "The rejected lines do not explain the difference between what was submitted and what is granted.",
            (a, _) => !a.Decision!.RejectsWhole && a.Rejected.Sum(p => Amounts.Signed(p.Amount, p.Side)) != a.Decision.Submitted - a.Decision.Granted),
        new("rejected-whole-yet-granted", "TR342", "DeclaratieAntwoord/TotaalToegekendBedrag", "The claim is rejected as a whole and yet something is granted.",
            (a, _) => a.Decision!.RejectsWhole && a.Decision.Granted != 0),
        new("rejected-whole-yet-judged", "TR342", "DeclaratieAntwoord/Clienten", "The claim is rejected as a whole and yet lines of it return.",
            (a, _) => a.Decision!.RejectsWhole && a.Rejected.Count > 0),
        new("granted-whole-yet-rejected", "IV087", "DeclaratieAntwoord/RetourCodes", "The claim is granted in full and yet lines of it are rejected.",
            (a, _) => a.Decision!.Codes.Contains(ReturnCodes.GrantedWhole) && a.Rejected.Count > 0),
    ];

    public static List<Fault> Check(Answer325 answer, SentClaim claim)
    {
        var rules = answer.Decision is null ? OfEnvelope : OfEnvelope.Concat(OfDecision);
        var faults = rules.Where(rule => rule.Broken(answer, claim))
            .Select(rule => new Fault(rule.Code, rule.Detail, Place: $"/Bericht/{rule.Place}", Rule: rule.Rule)).ToList();

        var lines = claim.Lines.ToDictionary(l => l.AnswerReference);
        var seen = new HashSet<string>();
        foreach (var performance in answer.Rejected)
        {
            var line = lines.GetValueOrDefault(performance.Reference);
            void Wrong(string code, string rule, string detail) =>
                faults.Add(new(code, detail, line?.LineId, performance.Element.Place(), Rule: rule));

            if (line is null) Wrong("reference-unknown", "TR366", "The claim has no line of this reference.");
            else if (line.Amount != performance.Amount || line.Side != performance.Side) Wrong("amount-differs", "TR367", "The amount is not that of the line.");
            if (!seen.Add(performance.Reference)) Wrong("reference-twice", "TR101", "The answer holds this reference twice.");
            if (performance.Codes.Count == 0) Wrong("rejected-without-reason", "IV087", "The line returns, and so is rejected, without a reason.");
        }
        return faults;
    }
}
