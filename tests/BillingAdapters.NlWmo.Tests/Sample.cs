using System.Text;
using System.Xml.Linq;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.NlWmo.Tests;

/// <summary>One assignment, one claim and one answer that belong together; tests change a single thing in them.</summary>
internal static class Sample
{
    public const string Client = "999900006";
    public const string OtherClient = "999900018";
    public static readonly DateOnly Received = new(2026, 9, 30);
    public static readonly XNamespace Base = "http://www.istandaarden.nl/iwmo/3_2/basisschema/schema";
    public static readonly XNamespace Ns301 = "http://www.istandaarden.nl/iwmo/3_2/wmo301/schema";
    public static readonly XNamespace Ns325 = "http://www.istandaarden.nl/iwmo/3_2/wmo325/schema";

    public static string Text(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", file));

    public static byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", file));

    public static byte[] Bytes(string file, Action<XElement> change)
    {
        var message = XElement.Parse(Text(file));
        change(message);
        return Encoding.UTF8.GetBytes(message.ToString());
    }

    public static AssignmentsToRead Assignments(params Objection[] objections) => new(Bytes("wmo301.xml"), Received, "R000000001", objections);

    public static AssignmentsToRead Assignments(Action<XElement> change) => new(Bytes("wmo301.xml", change), Received, "R000000001");

    /// <summary>Two clients: three debits (one of them in money) and a credit of an earlier claim.</summary>
    public static ClaimToRender Claim()
    {
        var hourly = new Rate(7061, Unit.Hour);
        var october = new Period(new(2026, 10, 1), new(2026, 10, 31));
        return new(
            "C202610A01", october, new(2026, 11, 2), new("nl-agb", "99990001"), new("nl-wmo", "9901"), "EUR", 129090,
            [new("a", [new("bsn", Client)]), new("b", [new("bsn", OtherClient)])],
            [
                new("1", "L-000001", "a", new("100200301", new(2026, 10, 1), new(2027, 9, 30), new("02", "02A04"), Unit.Minute),
                    new("02", "02A04"), october, 522, Unit.Minute, 61431, Side.Debit, null, hourly),
                new("2", "L-000002", "a", new("000200302", new(2026, 10, 14), null, new("02"), Unit.Hour),
                    new("02", "02A05"), new(new(2026, 10, 14), new(2026, 10, 31)), 380, Unit.Minute, 44720, Side.Debit, null, hourly),
                new("3", "L-000003", "b", new("100200303"),
                    new("10", "10A01"), october, 30000, Unit.MinorCurrencyUnit, 30000, Side.Debit),
                new("4", "L-000004", "a", new("100200301", new(2026, 10, 1), new(2027, 9, 30)),
                    new("02", "02A04"), new(new(2026, 9, 1), new(2026, 9, 30)), 1, Unit.Hour, 7061, Side.Credit, "L-000099", hourly),
            ]);
    }

    public static SentClaim Sent(ClaimToRender? claim = null)
    {
        claim ??= Claim();
        return new(claim.Number, claim.Sender, claim.Payer, claim.Currency, claim.Total,
            [.. claim.Lines.Select(l => new SentLine(l.LineId, l.Reference, l.Amount, l.Side))]);
    }

    /// <summary>Changes the line at <paramref name="index"/>, and the total with it.</summary>
    public static ClaimToRender With(this ClaimToRender claim, int index, Func<ClaimLine, ClaimLine> change)
    {
        var lines = claim.Lines.Select((line, i) => i == index ? change(line) : line).ToList();
        return claim with { Lines = lines, Total = lines.Sum(l => l.Side == Side.Debit ? l.Amount : -l.Amount) };
    }

    public static XElement Find(this XElement message, string name, int index = 0) => message.DescendantsAndSelf().Where(e => e.Name.LocalName == name).ElementAt(index);

    public static void Set(this XElement message, string name, string value, int index = 0) => message.Find(name, index).Value = value;

    public static void Remove(this XElement message, string name, int index = 0) => message.Find(name, index).Remove();
}
