using System.Xml.Linq;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>The rules of a WMO301 about its client.</summary>
internal static class ClientRules
{
    private sealed record ClientRule(string Code, string Rule, string Detail, string At, Func<XElement, DateOnly, bool> Broken);

    private static readonly ClientRule[] Rules =
    [
        new("client-number-invalid", "CS002", "The citizen service number does not pass the eleven-test.", "Bsn",
            (c, _) => !NlWmo.Bsn.PassesElevenTest(c.Text("Bsn"))),
        new("birth-date-use-contradicts", "CS139", "The date of birth and its use contradict one another.", "Geboortedatum",
            (c, _) => Contradicts(c.Child("Geboortedatum"))),
        new("born-after-message", "TR134", "The date of birth lies after the date of the message.", "Geboortedatum",
            (c, dated) => BirthDate(c) > dated),
        new("born-too-long-ago", "TR002", "The date of birth lies more than 120 years before the date of the message.", "Geboortedatum",
            (c, dated) => c.Child("Geboortedatum").TextOrNull("DatumGebruik") != "3" && dated.Year > 120 && BirthDate(c) < dated.AddYears(-120)),
        new("name-use-unfit", "CS050", "The use of the name does not fit the names that are given.", "Naam",
            (c, _) => Unfit(c.Child("Naam"))),
        new("language-unfit", "CD007", "A language goes with an interpreter, and with nothing else.", "Communicatie",
            (c, _) => c.ChildOrNull("Communicatie") is { } wish && wish.Text("Vorm") == "1" != (wish.TextOrNull("Taal") is not null)),
    ];

    public static IEnumerable<Finding> Check(XElement client, DateOnly dated) => Rules
        .Where(rule => rule.Broken(client, dated))
        .Select(rule => new Finding(rule.Code, rule.Rule, rule.Detail, client.Child(rule.At)));

    private static DateOnly BirthDate(XElement client) => client.Child("Geboortedatum").Date("Datum");

    private static bool Contradicts(XElement birthDate)
    {
        var date = birthDate.Date("Datum");
        return birthDate.TextOrNull("DatumGebruik") switch
        {
            "1" => date.Day != 1,
            "2" => date is not { Day: 1, Month: 1 },
            "3" => date != new DateOnly(1900, 1, 1),
            _ => false,
        };
    }

    // A person who is not natural (6) cannot be a client (CS318).
    private static bool Unfit(XElement name) => name.ChildOrNull("Partnernaam") is null
        ? name.Text("NaamGebruik") != "1"
        : name.Text("NaamGebruik") is not ("1" or "2" or "3" or "4");
}
