using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.NlWmo.Rules;

namespace Buurtzorg.BillingAdapters.NlWmo.Messages;

/// <summary>What a WMO325 says, when it has the shape it should have.</summary>
internal sealed record Answer325(
    XElement Message, IReadOnlyList<string> HeaderCodes, Decision? Decision, IReadOnlyList<RejectedPerformance> Rejected)
{
    public static Answer325 From(XElement message) => message.ChildOrNull("DeclaratieAntwoord") is { } answer
        ? new(message, CodesOf(message.Child("Header")), Decision.From(answer, CodesOf(answer)),
            [.. (answer.ChildOrNull("Clienten")?.Elements() ?? []).SelectMany(RejectedOf)])
        : new(message, CodesOf(message.Child("Header")), null, []);

    private static IEnumerable<RejectedPerformance> RejectedOf(XElement client) => client.Child("Prestaties").Elements().Select(performance =>
    {
        var amount = performance.Child("IngediendBedrag");
        var codes = CodesOf(performance).Where(code => code != ReturnCodes.NoRemark).ToList();
        // A fault in the client leaves its performances unjudged; the reason then stands with the client.
        if (codes.All(code => code == ReturnCodes.NotJudged)) codes.InsertRange(0, CodesOf(client).Where(code => code != ReturnCodes.NoRemark));
        return new RejectedPerformance(
            performance,
            performance.Child("ProductReferentie").Text("ReferentieNummer"),
            Values.Number(amount.Text("Bedrag")),
            amount.Text("DebetCredit") == "C" ? Side.Credit : Side.Debit,
            codes);
    });

    private static List<string> CodesOf(XElement record) => [.. record.Child("RetourCodes").Elements().Select(code => code.Value).Distinct()];
}

/// <summary>The part of a WMO325 about the claim as a whole; amounts in cents, debits less credits.</summary>
internal sealed record Decision(XElement Element, string ClaimNumber, long Submitted, long Granted, IReadOnlyList<string> Codes)
{
    public bool RejectsWhole => Codes.Any(code => code is not (ReturnCodes.NoRemark or ReturnCodes.GrantedWhole));

    public static Decision From(XElement element, IReadOnlyList<string> codes) =>
        new(element, element.Text("DeclaratieNummer"), Total(element.Child("TotaalIngediendBedrag")), Total(element.Child("TotaalToegekendBedrag")), codes);

    private static long Total(XElement total) =>
        Amounts.Signed(Values.Number(total.Text("TotaalBedrag")), total.Text("DebetCredit") == "C" ? Side.Credit : Side.Debit);
}

/// <summary>A performance in a WMO325: only rejected ones return.</summary>
internal sealed record RejectedPerformance(XElement Element, string Reference, long Amount, Side Side, IReadOnlyList<string> Codes);
