using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.BillingAdapters.Hosting;
using Buurtzorg.BillingAdapters.NlWmo.Features;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>For each rule of the table something that breaks it and nothing else.</summary>
internal sealed record RuleSample(string Message, string? Number, string Code, Func<IReadOnlyList<Fault>> Break)
{
    public static IEnumerable<RuleSample> All =>
    [
        .. ReadAssignmentsTests.Rules.Select(row => In301(row.Data.Item1, row.Data.Item2, row.Data.Item4)),
        .. RenderClaimTests.Rules.Select(row => Out323(row.Data.Item1, row.Data.Item2, row.Data.Item4)),
        .. ReadAnswerTests.Faults.Select(row => new RuleSample("WMO325", row.Data.Item1, row.Data.Item2, () => Of(
            ReadAnswer.Read(new(Sample.Bytes("wmo325-partly.xml", row.Data.Item3), Sample.Sent())), read => read.Faults))),
        .. Form, .. Incoming, .. Claims, .. Outgoing, .. Requests, .. Returns,
    ];

    private static IEnumerable<RuleSample> Form =>
    [
        new("WMO301", "OP179", "message-too-large", () => Of(
            ReadAssignments.Read(Sample.Assignments() with { Content = new byte[Sizes.MessageBytes + 1] }), read => read.Faults)),
        Out323("OP179", "document-too-large", RenderClaimTests.TooLarge),
        Out315("OP192", "characters-not-allowed", r => r with { Remark = "\u0001" }),
        Out305("OP192", "characters-not-allowed", n => n.Of(p => p with { FamilyName = "\ud800" })),
        In301("WMO020", "value-invalid", m => m.Set("Categorie", "19")),
        In301("WJ756", "value-invalid", m => m.Set("Eenheid", "05")),
        In301("WMO757", "value-invalid", m => m.Set("Frequentie", "3")),
        In301("WMO002", "value-invalid", m => m.Set("RedenWijziging", "15")),
        Out307("WMO588", "value-invalid", n => n.With(i => i with { Reason = StopReason.Other })),
        Out315("WJ756", "value-invalid", r => r.With(p => p with { Unit = Unit.Visit })),
        In319("WJ759", "value-invalid", m => m.Set("RedenAfwijzingVerzoek", "0")),
        In319("WJ760", "value-invalid", m => m.Set("VerzoekAntwoord", "3")),
        In306("WJ001", "value-invalid", Notices.Return("wmo305.xml", "12")),
    ];

    private static IEnumerable<RuleSample> Incoming =>
    [
        new("WMO301", "TR135", "dated-in-the-future", () => Of(ReadAssignments.Read(Sample.Assignments() with { ReceivedOn = new(2026, 9, 28) }), read => read.Faults)),
        In319("TR135", "dated-in-the-future", m => m.Set("Dagtekening", "2026-10-11")),
        In319("CD085", "rejected-without-reason", m => m.Remove("RedenAfwijzingVerzoek")),
        In319("CD086", "reason-without-rejection", m => m.Set("VerzoekAntwoord", "2")),
    ];

    private static IEnumerable<RuleSample> Claims =>
    [
        Out323("CS100", "claim-period-before-2021", c => c with
        {
            Period = new(new(2020, 12, 1), new(2020, 12, 31)), IssuedOn = new(2021, 1, 4), Clients = [c.Clients[1]], Total = 30000,
            Lines = [c.Lines[2] with { Period = new(new(2020, 12, 1), new(2020, 12, 31)) }],
        }),
        Out323("WMO323", "claim-without-lines", c => c with { Clients = [], Lines = [], Total = 0 }),
        Out323("RS040", "total-out-of-range", c => c with
        {
            Clients = [c.Clients[1]], Total = 10_001 * 99_999_999L,
            Lines = [.. Enumerable.Range(0, 10_001).Select(i => c.Lines[2] with { LineId = $"{i}", Reference = $"L-{i}", Assignment = new($"{i}"), Volume = 99_999_999, Amount = 99_999_999 })],
        }),
        Out323("RS005", "volume-out-of-range", c => c.With(0, l => l with { Volume = -1 })),
        Out323("RS005", "amount-out-of-range", c => c.With(2, l => l with { Volume = 100_000_000, Amount = 100_000_000 })),
    ];

    private static IEnumerable<RuleSample> Outgoing =>
    [
        Out305("RS017", "message-reference-invalid", n => n with { Reference = "N-1" }),
        Out317("RS036", "sender-invalid", r => r with { Sender = new("kvk", "99990001") }),
        Out307("RS035", "payer-invalid", n => n with { Payer = new("uzovi", "9901") }),
        Out315("OP079", "client-identifiers-unfit", r => r with { Client = r.Client with { Identifiers = [.. r.Client.Identifiers, new("name", "P")] } }),
        Out305("CS002", "client-number-invalid", n => n with { Client = n.Client with { Identifiers = [new("bsn", "999900007")] } }),
        Out317("CS002", "client-number-invalid", r => r with { Client = r.Client with { Identifiers = [new("bsn", "999900007")] } }),
        Out307("TR134", "born-after-message", n => n.Of(p => p with { DateOfBirth = new DateOnly(2026, 12, 2) })),
        Out315("TR002", "born-too-long-ago", r => r with { Client = r.Client with { Person = r.Client.Person! with { DateOfBirth = new DateOnly(1906, 10, 4) } } }),
        Out307("TR018", "stops-before-it-starts", n => n.With(i => i with { StoppedOn = new DateOnly(2026, 10, 1) })),
        Out305("TR101", "notice-twice", n => n with { Items = [.. n.Items, n.Items[0]] }),
        Out307("CS058", "notice-changed", n => n.With(i => i with { Change = NoticeChange.Changed })),
        Out305("IV075", "product-differs", n => n.With(i => i with { Product = new("02") })),
        Out305(null, "stop-in-a-start", n => n.With(i => i with { StoppedOn = new DateOnly(2026, 10, 4) })),
        Out305(null, "stop-in-a-start", n => n.With(i => i with { Reason = StopReason.Died })),
    ];

    private static IEnumerable<RuleSample> Requests =>
    [
        Out315("CD067", "referrer-without-name", r => r with { ReferrerName = null }),
        Out315("TR383", "one-product-per-request", r => r with { Products = [.. r.Products, r.Products[0] with { Product = new("07", "07A01") }] }),
        Out315(null, "not-new", r => r.With(p => p with { Change = ProductChange.Changed, AssignmentNumber = "1" })),
        Out315(null, "reason-not-allowed", r => r with { Reason = RequestReason.PlanChanged }),
        Out315(null, "remark-too-long", r => r with { Remark = new('x', 501) }),
        Out317(null, "referrer-not-allowed", r => r with { Referrer = Referrer.Self }),
        Out317(null, "remark-not-allowed", r => r with { Remark = "graag snel" }),
        Out317(null, "new-product-with-number", r => r.With(p => p with { AssignmentNumber = "1" })),
        Out317(null, "unchanged-product-with-wish", r => r.With(p => p with { Budget = 1 }, 1)),
        Out317("TR352", "nothing-to-continue", r => r with { Products = [r.Products[0]] }),
        Out317("TR353", "nothing-to-change", r => r with { Products = [r.Products[1]] }),
        Out317("TR101", "assignment-number-twice", r => r.With(p => p with { AssignmentNumber = "100200301" }, 1)),
        Out317("TR380", "starts-too-soon", r => r.With(p => p with { From = r.IssuedOn })),
        Out317("TR410", "products-overlap", r => r with { Products = [.. r.Products, r.Products[0] with { From = new DateOnly(2026, 12, 31) }] }),
        Out315("CS003", "ends-before-it-starts", r => r.With(p => p with { Until = new DateOnly(2026, 10, 11) })),
        Out317("CS003", "ends-before-it-starts", r => r.With(p => p with { Until = new DateOnly(2026, 9, 30) }, 2)),
        Out317("CD075", "until-missing-for-budget", r => r.With(p => p with { Until = null })),
        Out315("CD076", "until-missing-for-weeks", r => r.With(p => p with { Until = null })),
        Out315("CD077", "budget-and-volume", r => r.With(p => p with { Budget = 1 })),
        Out317("CD079", "product-missing", r => r.With(p => p with { Product = null, Budget = null })),
        Out315("CD041", "volume-missing", r => r.With(p => p with { Volume = null, Unit = null, Frequency = null })),
        Out315("CD095", "volume-without-code", r => r.With(p => p with { Product = new("02") })),
        Out317("CD096", "volume-without-code", r => r.With(p => p with { Budget = null, Volume = 1, Unit = Unit.Hour, Frequency = Frequency.Week })),
        Out315("CS343", "frequency-unfit-for-unit", r => r.With(p => p with { Unit = Unit.PartOfDay, Frequency = Frequency.Day })),
        Out317("CS338", "frequency-unfit-for-unit", r => r.With(p => p with { Unit = Unit.PieceOfEffort, Frequency = Frequency.Day }, 2)),
    ];

    private static IEnumerable<RuleSample> Returns =>
    [
        In306("IV028", "return-from-another-payer", Notices.Return("wmo305.xml", change: m => m.Set("Ontvanger", "9902"))),
        In306("IV028", "return-to-another-sender", Notices.Return("wmo305.xml", change: m => m.Set("Afzender", "99990002"))),
        In306("IV028", "returns-another-message", Notices.Return("wmo305.xml", change: m => m.Set("Identificatie", "N000000009"))),
        In306("IV028", "returns-another-assignment", Notices.Return("wmo305.xml", "0200", whole: true, m => { m.Set("ToewijzingNummer", "5"); Notices.Codes(m.Find("StartProduct"), "9019"); })),
        In306("IV028", "whole-message-without-remark", Notices.Return("wmo305.xml", "0200", whole: true)),
    ];

    private static RuleSample In301(string number, string code, Action<XElement> breaks) =>
        new("WMO301", number, code, () => Of(ReadAssignments.Read(Sample.Assignments(breaks)), read => read.Faults));

    private static RuleSample In319(string number, string code, Action<XElement> breaks) =>
        new("WMO319", number, code, () => Of(ReadRequestAnswer.Read(new(Sample.Bytes("wmo319.xml", breaks), new(2026, 10, 10), "R000000002")), read => read.Faults));

    private static RuleSample In306(string number, string code, byte[] content) =>
        new("WMO306", number, code, () => Of(ReadReturn.Read(new(content, Notices.Sent(Notices.Start()))), read => read.Faults));

    private static RuleSample Out323(string? number, string code, Func<ClaimToRender, ClaimToRender> breaks) =>
        new("WMO323", number, code, () => RenderClaim.Render(breaks(Sample.Claim())).Faults);

    private static RuleSample Out305(string? number, string code, Func<NoticeToRender, NoticeToRender> breaks) =>
        new("WMO305", number, code, () => RenderNotice.Render(breaks(Notices.Start())).Faults);

    private static RuleSample Out307(string? number, string code, Func<NoticeToRender, NoticeToRender> breaks) =>
        new("WMO307", number, code, () => RenderNotice.Render(breaks(Notices.Stop())).Faults);

    private static RuleSample Out315(string? number, string code, Func<RequestToRender, RequestToRender> breaks) =>
        new("WMO315", number, code, () => RenderRequest.Render(breaks(Notices.Request())).Faults);

    private static RuleSample Out317(string? number, string code, Func<RequestToRender, RequestToRender> breaks) =>
        new("WMO317", number, code, () => RenderRequest.Render(breaks(Notices.Change())).Faults);

    private static IReadOnlyList<Fault> Of<T>(OrFaults<T> result, Func<T, IReadOnlyList<Fault>> faults) where T : class =>
        result.Refused(out var value) ? result.Faults : faults(value);
}
