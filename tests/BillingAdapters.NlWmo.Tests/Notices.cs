using System.Text;
using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>Notices and requests, and what a municipality sends back on them; tests change a single thing in them.</summary>
internal static class Notices
{
    private static readonly Identifier Provider = new("nl-agb", "99990001"), Municipality = new("nl-wmo", "9901");

    private static readonly MessageClient Person =
        new([new("bsn", Sample.Client)], new("Zeegras-Duindoorn", "A.M.", new DateOnly(1941, 5, 17), Sex.Female));

    public static NoticeToRender Start() => new("N000000001", NoticeKind.Start, new(2026, 10, 5), Provider, Municipality, Person,
    [
        new(new("100200301", new(2026, 10, 1), new(2027, 9, 30), new("02", "02A04"), Unit.Minute), new("02", "02A04"), new(2026, 10, 2), NoticeChange.New),
        new(new("000200302"), new("07"), new(2026, 9, 20), NoticeChange.Withdrawn),
        new(new("100200303", new(2026, 10, 1)), new(), new(2026, 10, 5), NoticeChange.New),
    ]);

    public static NoticeToRender Stop() => new("N000000002", NoticeKind.Stop, new(2026, 12, 1), Provider, Municipality, Person,
    [
        new(new("100200301", new(2026, 10, 1)), new("02", "02A04"), new(2026, 10, 2), NoticeChange.New, new(2026, 11, 30), StopReason.OtherPayer),
        new(new("100200303"), new(), new(2026, 10, 5), NoticeChange.New, new(2026, 10, 5), StopReason.Paused),
    ]);

    public static RequestToRender Request() => new("Q000000001", "vraag-0001", RequestKind.New, new(2026, 10, 5), Provider, Municipality, Person,
        [new(ProductChange.New, null, new("02", "02A04"), new(2026, 10, 12), new(2027, 10, 11), 180, Unit.Minute, Frequency.Week)],
        Referrer: Referrer.GeneralPractitioner, ReferrerName: "Huisartsenpraktijk Oostdam", Remark: "Cliënt vraagt om begeleiding <thuis>");

    public static RequestToRender Change() => new("Q000000002", "vraag-0002", RequestKind.Change, new(2026, 10, 5), Provider, Municipality, Person,
    [
        new(ProductChange.New, null, new("07"), new(2026, 10, 6), new(2026, 12, 31), Budget: 120000),
        new(ProductChange.Unchanged, "100200304"),
        new(ProductChange.Changed, "100200301", new("02", "02A04"), new(2026, 10, 1), null, 20, Unit.Hour, Frequency.Month),
    ], RequestReason.ClientChanged);

    public static NoticeToRender With(this NoticeToRender notice, Func<NoticeItem, NoticeItem> change) =>
        notice with { Items = [change(notice.Items[0]), .. notice.Items.Skip(1)] };

    public static RequestToRender With(this RequestToRender request, Func<RequestedProduct, RequestedProduct> change, int index = 0) =>
        request with { Products = [.. request.Products.Select((p, i) => i == index ? change(p) : p)] };

    public static NoticeToRender Of(this NoticeToRender notice, Func<Person, Person> change) => notice with { Client = notice.Client with { Person = change(notice.Client.Person!) } };

    public static SentMessage Sent(NoticeToRender notice) => new(notice.Reference, notice.Sender, notice.Payer, [.. notice.Items.Select(i => i.Assignment.Number)]);

    public static SentMessage Sent(RequestToRender request) =>
        new(request.Reference, request.Sender, request.Payer, [.. request.Products.Select(p => p.AssignmentNumber).OfType<string>()]);

    /// <summary>The return on a sample (IV028): the header, with codes if any; or the whole message, with a code per record.</summary>
    public static byte[] Return(string file, string? codes = null, bool whole = false, Action<XElement>? change = null)
    {
        var number = int.Parse(file[3..6]);
        var code = new Dictionary<int, (string, string)> { [305] = ("418", "419"), [307] = ("420", "421"), [315] = ("444", "445"), [317] = ("480", "481") }[number];
        var root = XElement.Parse(Sample.Text(file).Replace($"wmo{number}", $"wmo{number + 1}").Replace($">{code.Item1}<", $">{code.Item2}<"));
        var ns = root.Name.Namespace;
        root.Find("Header").Add(
            new XElement(ns + "IdentificatieRetour", "T0000000099"), new XElement(ns + "DagtekeningRetour", "2026-12-03"),
            new XElement(ns + "XsdVersieRetour", new XElement(Sample.Base + "BasisschemaXsdVersie", "1.0.0"), new XElement(Sample.Base + "BerichtXsdVersie", "1.0.0")));
        if (codes is not null) Codes(root.Find("Header"), codes);
        if (!whole) root.Find("Client").Remove();
        foreach (var record in root.Descendants().Where(e => e.Name.LocalName is "Client" or "Verzoek" || e.Name.LocalName.EndsWith("Product", StringComparison.Ordinal) && !(e.Name.LocalName == "Product")).ToList())
            Codes(record, "0200");
        change?.Invoke(root);
        return Encoding.UTF8.GetBytes(root.ToString());
    }

    /// <summary>Gives a record other codes.</summary>
    public static void Codes(XElement record, params string[] codes)
    {
        var ns = record.Document?.Root?.Name.Namespace ?? record.AncestorsAndSelf().Last().Name.Namespace;
        record.Elements(ns + "RetourCodes").Remove();
        record.Add(new XElement(ns + "RetourCodes", codes.Select(code => new XElement(ns + "RetourCode", code))));
    }
}
