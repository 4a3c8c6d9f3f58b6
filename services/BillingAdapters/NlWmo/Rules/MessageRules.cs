using System.Xml.Linq;
using Buurtzorg.BillingAdapters.NlWmo.Messages;

namespace Buurtzorg.BillingAdapters.NlWmo.Rules;

/// <summary>A message that has the shape it should have: as it came in, or as it is about to go out.</summary>
internal sealed record MessageInHand(string Type, XElement Root, DateOnly? ReceivedOn = null)
{
    public XElement Identification { get; } = Root.Child("Header").Child("BerichtIdentificatie");

    public XElement? Client { get; } = Root.ChildOrNull("Client");

    public IReadOnlyList<ProductInMessage> Products { get; } = ProductInMessage.AllOf(Root);

    public DateOnly Dated => Identification.Date("Dagtekening");
}

/// <summary>The rules of release 3.2 that any message but a claim and its answer can break on its own.</summary>
internal static class MessageRules
{
    private static readonly string[] WithClient = ["WMO301", "WMO305", "WMO307", "WMO315", "WMO317"], WithPerson = WithClient[..4], Assigning = ["WMO301"];

    public static readonly IReadOnlyList<Rule<MessageInHand>> All =
    [
        new("TR135", "dated-in-the-future", "The message bears a date after the day of receipt.", ["WMO301", "WMO319"],
            m => m.Dated > m.ReceivedOn ? [new(At: m.Identification.Child("Dagtekening"))] : [], "8848"),

        Client("client-number-invalid", "CS002", "The citizen service number does not pass the eleven-test.", "Bsn", WithClient,
            (c, _) => !NlWmo.Bsn.PassesElevenTest(c.Text("Bsn"))),
        Client("birth-date-use-contradicts", "CS139", "The date of birth and its use contradict one another.", "Geboortedatum", Assigning,
            (c, _) => Contradicts(c.Child("Geboortedatum"))),
        Client("born-after-message", "TR134", "The date of birth lies after the date of the message.", "Geboortedatum", WithPerson,
            (c, dated) => BirthDate(c) > dated),
        Client("born-too-long-ago", "TR002", "The date of birth lies more than 120 years before the date of the message.", "Geboortedatum", WithPerson,
            (c, dated) => c.Child("Geboortedatum").TextOrNull("DatumGebruik") != "3" && dated.Year > 120 && BirthDate(c) < dated.AddYears(-120)),
        Client("name-use-unfit", "CS050", "The use of the name does not fit the names that are given.", "Naam", Assigning,
            (c, _) => Unfit(c.Child("Naam"))),
        Client("language-unfit", "CD007", "A language goes with an interpreter, and with nothing else.", "Communicatie", Assigning,
            (c, _) => c.ChildOrNull("Communicatie") is { } wish && wish.Text("Vorm") == "1" != (wish.TextOrNull("Taal") is not null)),

        Each("stops-before-it-starts", "TR018", "The last day of care lies before the first.", "WMO307", "StopProduct", "Einddatum",
            p => p.Date("Einddatum") < p.Date("Begindatum")),
        new("TR101", "notice-twice", "Two parts of the message are about the same start or stop.", ["WMO305", "WMO307"],
            m => m.Root.Descendants().Where(e => e.Name.LocalName is "StartProduct" or "StopProduct")
                .GroupBy(e => (e.Text("ToewijzingNummer"), e.ChildOrNull("Product")?.Value, e.Text("Begindatum"), e.TextOrNull("RedenBeeindiging"), e.TextOrNull("Einddatum")))
                .SelectMany(same => same.Skip(1)).Select(e => new Spot(At: e))),
        Each("notice-changed", "CS058", "A notice cannot be changed: withdraw it, and send a new one.", ["WMO305", "WMO307"], ["StartProduct", "StopProduct"], "StatusAanlevering",
            p => p.Text("StatusAanlevering") is not ("1" or "3")),

        Each("referrer-without-name", "CD067", "A referrer of this kind must be named.", "WMO315", "AangevraagdProduct", "Verwijzer",
            p => p.Child("Verwijzer") is var r && r.Text("Type") is "02" or "03" or "04" or "05" && r.ChildOrNull("Naam") is null && r.ChildOrNull("ZorgverlenerCode") is null),

        Each("nothing-to-continue", "TR352", "A change is about at least one product that the client has.", "WMO317", "Verzoek", "",
            v => v.ChildOrNull("OngewijzigdeProducten") is null && v.ChildOrNull("TeWijzigenProducten") is null),
        Each("nothing-to-change", "TR353", "A change changes or adds at least one product.", "WMO317", "Verzoek", "",
            v => v.ChildOrNull("TeWijzigenProducten") is null && v.ChildOrNull("NieuweProducten") is null),
        new("TR101", "assignment-number-twice", "This number stands in the message twice.", ["WMO301", "WMO317"],
            m => m.Root.Descendants().Where(e => e.Name.LocalName == "ToewijzingNummer").GroupBy(e => Values.Number(e.Value))
                .SelectMany(same => same.Skip(1)).Select(e => new Spot(At: e))),

        Each("rejected-without-reason", "CD085", "A request is rejected without a reason.", "WMO319", "Antwoord", "",
            a => a.Text("VerzoekAntwoord") == "1" && a.ChildOrNull("RedenAfwijzingVerzoek") is null),
        Each("reason-without-rejection", "CD086", "A reason to reject goes with a rejection, and with nothing else.", "WMO319", "Antwoord", "RedenAfwijzingVerzoek",
            a => a.Text("VerzoekAntwoord") == "2" && a.ChildOrNull("RedenAfwijzingVerzoek") is not null),
    ];

    public static List<Finding> Check(string type, XElement message, DateOnly? receivedOn = null)
    {
        var inHand = new MessageInHand(type, message, receivedOn);
        return [.. Finding.Of(All.Concat(ProductRules.All).Where(rule => rule.On.Contains(type)), inHand)];
    }

    private static Rule<MessageInHand> Client(string code, string number, string says, string at, string[] on, Func<XElement, DateOnly, bool> broken) =>
        new(number, code, says, on, m => broken(m.Client!, m.Dated) ? [new(At: m.Client!.Child(at))] : []);

    private static Rule<MessageInHand> Each(string code, string number, string says, string on, string record, string at, Func<XElement, bool> broken) =>
        Each(code, number, says, [on], [record], at, broken);

    private static Rule<MessageInHand> Each(string code, string number, string says, string[] on, string[] records, string at, Func<XElement, bool> broken) =>
        new(number, code, says, on, m => m.Root.Descendants().Where(e => records.Contains(e.Name.LocalName) && broken(e)).Select(e => new Spot(At: e.ChildOrNull(at) ?? e)));

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
