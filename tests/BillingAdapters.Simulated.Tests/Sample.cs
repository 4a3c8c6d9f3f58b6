using System.Text;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Simulated.Tests;

/// <summary>One order, one claim and one advice that belong together: the examples of the README. Tests change a single thing in them.</summary>
internal static class Sample
{
    public const string Client = "9f2c4b7a01d3e865";
    public const string OtherClient = "0a1b2c3d4e5f6071";
    public const string Council = "E08000035";
    public const string Provider = "1-101700001";
    public static readonly World World = new(new Settings { Payer = PayerMode.None });
    public static readonly Identifier Payer = new("uk-la", Council);
    public static readonly Identifier Sender = new("uk-cqc", Provider);
    public static readonly DateOnly Received = new(2026, 9, 30);

    /// <summary>An example of the README as bytes, with line ends as the format has them.</summary>
    public static byte[] Bytes(string document, string? from = null, string? to = null)
    {
        var text = Text(document);
        if (from is null) return Encoding.UTF8.GetBytes(text);
        if (!text.Contains(from)) throw new ArgumentException($"The example has no {from}.");
        return Encoding.UTF8.GetBytes(text.Replace(from, to));
    }

    public static string Text(string document)
    {
        var readme = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "README.md"));
        var example = readme.Split("```\n").First(block => block.StartsWith("document,version,") && block.Contains($"\n{document},1,"));
        return example.Replace("\n", "\r\n");
    }

    public static AssignmentsToRead Orders(params Objection[] objections) => new(Bytes("purchase-order"), Received, "R000000001", objections);

    /// <summary>Two clients: two charges, one of them without an order, and a credit of an earlier claim.</summary>
    public static ClaimToRender Claim(string number = "C202610001")
    {
        var (hourly, october) = (new Rate(2350, Unit.Hour), new Period(new(2026, 10, 1), new(2026, 10, 31)));
        return new(
            number, october, new(2026, 11, 2), Sender, Payer, "GBP", 53273,
            [new("a", [new("pseudonym", Client)]), new("b", [new("pseudonym", OtherClient)])],
            [
                new("1", "L-000001", "a", new("PO-4711", new(2026, 10, 1), new(2027, 3, 31), new(null, "HC30"), Unit.Minute),
                    new(null, "HC30"), october, 522, Unit.Minute, 20445, Side.Debit, null, hourly),
                new("2", "L-000002", "a", new("PO-4711"), new(null, "HC30"), new(new(2026, 9, 1), new(2026, 9, 30)), 60, Unit.Minute, 2350, Side.Credit, "L-000099", hourly),
                new("3", "L-000003", "b", null, new("PC", "HC-VISIT"), new(new(2026, 10, 14), new(2026, 10, 31)), 11, Unit.Visit, 35178, Side.Debit, null, new(3198, Unit.Visit)),
            ]);
    }

    public static SentClaim Sent(ClaimToRender? claim = null)
    {
        claim ??= Claim();
        return new(claim.Number, claim.Sender, claim.Payer, claim.Currency, claim.Total, [.. claim.Lines.Select(l => new SentLine(l.LineId, l.Reference, l.Amount, l.Side))]);
    }

    /// <summary>Changes the line at <paramref name="index"/>, and the total with it.</summary>
    public static ClaimToRender With(this ClaimToRender claim, int index, Func<ClaimLine, ClaimLine> change) =>
        claim.Of([.. claim.Lines.Select((line, i) => i == index ? change(line) : line)]);

    public static ClaimToRender Of(this ClaimToRender claim, params ClaimLine[] lines) => claim with
    {
        Lines = lines,
        Total = lines.Sum(l => l.Side == Side.Debit ? l.Amount : -l.Amount),
        Clients = [.. claim.Clients.Where(c => lines.Any(l => l.ClientKey == c.Key))],
    };

    public static NoticeToRender Notice(NoticeKind kind = NoticeKind.Stop) => new(
        "N000000001", kind, new(2026, 12, 2), Sender, Payer, new([new("pseudonym", Client)]),
        [new(new("PO-4711", new(2026, 10, 1), new(2027, 3, 31), new(null, "HC30")), new(null, "HC30"), new(2026, 10, 1), NoticeChange.New,
            kind == NoticeKind.Stop ? new(2026, 11, 30) : null, kind == NoticeKind.Stop ? StopReason.Moved : null)]);

    public static RequestToRender Request() => new(
        "N000000002", "Q-2026-7", RequestKind.New, new(2026, 9, 14), Sender, Payer, new([new("pseudonym", Client)]),
        [new(ProductChange.New, null, new(null, "HC30"), new(2026, 10, 1), new(2027, 3, 31), 180, Unit.Minute, Frequency.Week, 250000)],
        null, Referrer.Payer, "=1+1 at home, \"please\"");

    public static string[] Lines(byte[] document) => Encoding.UTF8.GetString(document).Split("\r\n");
}
