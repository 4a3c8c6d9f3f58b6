using System.Text.Json;
using System.Text.Json.Nodes;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.BillingAdapters.Conformance.Making;

/// <summary>Random claims within what the manifest and claims.yaml say. The same seed and index make the same claim.</summary>
internal sealed class ClaimMaker(Manifest manifest, Profile profile, int seed)
{
    private static readonly string[] Names = ["Wilgenroos", "Zandoogje", "Kwikstaart", "Waterjuffer"];

    public static JsonNode ToJson<T>(T value) => JsonSerializer.SerializeToNode(value, ContractJson.Options)!;

    public ClaimToRender Make(int index)
    {
        var random = new Random(unchecked(seed * 7919 + index));
        var first = One(profile.FirstDays(), random);
        var month = new Period(first, first.AddMonths(1).AddDays(-1));
        var clients = Clients(random);
        var lines = new List<ClaimLine>();
        for (var i = 0; i < clients.Count + random.Next(8); i++)
            if (Line(lines, clients[i % clients.Count].Key, month, random) is { } line) lines.Add(line);
        var named = clients.Where(c => lines.Any(l => l.ClientKey == c.Key)).ToList();
        return new(
            Number(manifest.Numbering.ClaimNumber, random), month, month.Until.AddDays(random.Next(1, 10)),
            Of(manifest.SenderSchemes[0], profile.Senders, random), Of(manifest.PayerSchemes[0], profile.Payers, random),
            One(manifest.Currencies, random), Total(lines), named, lines);
    }

    public static long Total(IEnumerable<ClaimLine> lines) => lines.Sum(l => l.Side == Side.Debit ? l.Amount : -l.Amount);

    public static string Number(NumberForm form, Random random) => PatternStrings.Make(form.Pattern, random, form.MaxLength);

    public Identifier Client(IdentifierScheme scheme, Random random) => Of(scheme, profile.Clients.GetValueOrDefault(scheme.Scheme) ?? [], random);

    private static Identifier Of(IdentifierScheme scheme, IReadOnlyList<string> known, Random random) => new(scheme.Scheme,
        known.Count > 0 ? One(known, random) : scheme.Scheme == "bsn" ? One(TestCitizens, random) : PatternStrings.Make(scheme.Pattern, random));

    private List<ClaimClient> Clients(Random random)
    {
        var clients = new List<ClaimClient>();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var client = new ClaimClient($"kitclient{clients.Count + 1}", [.. manifest.ClientSchemes.Select(s => Client(s, random))], Person(random));
            var same = clients.Any(c => c.Identifiers.Count > 0 && c.Identifiers.SequenceEqual(client.Identifiers));
            if (!same) clients.Add(client);
        }
        return clients;
    }

    private Person? Person(Random random)
    {
        if (manifest.Facts?.Claims is not { Count: > 0 } facts) return null;
        return new(
            facts.Contains(Fact.FamilyName) ? One(Names, random) : null,
            facts.Contains(Fact.Initials) ? "A.B." : null,
            facts.Contains(Fact.DateOfBirth) ? new DateOnly(1931 + random.Next(30), random.Next(1, 13), random.Next(1, 28)) : null,
            facts.Contains(Fact.Sex) ? One(Enum.GetValues<Sex>(), random) : null);
    }

    private ClaimLine? Line(List<ClaimLine> before, string client, Period month, Random random)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            var line = Line(before.Count + 1, client, month, random);
            if (!before.Any(l => l.Reference == line.Reference || (l.Assignment?.Number, l.Product) == (line.Assignment?.Number, line.Product))) return line;
        }
        return null;
    }

    private ClaimLine Line(int number, string client, Period month, Random random)
    {
        var like = profile.Lines.Count > 0 ? One(profile.Lines, random) : new() { Product = new() { Category = $"{random.Next(1, 10):00}", Code = $"{random.Next(10000, 99999)}" } };
        var unit = like.Unit is { } name ? Named(name) : One(manifest.Units, random);
        var rate = like.Rate is { } r ? new Rate(r.Amount, Named(r.Per))
            : unit == Unit.MinorCurrencyUnit || profile.Lines.Count > 0 ? null : new Rate(random.Next(100, 15_000), unit);
        var whole = rate is { Per: Unit.Hour } && unit == Unit.Minute ? 60 / Divisor(60, rate.Amount) : 1;
        var volume = random.NextInt64(1, Math.Max(2, like.MostVolume / whole)) * whole;
        var amount = rate is null ? volume : whole > 1 || rate.Per != unit ? rate.Amount * volume / 60 : rate.Amount * volume;
        var kind = number == 1 ? 0 : random.Next(6);
        var credits = kind == 4 && manifest.Capabilities.Corrections;
        var adjusts = kind == 5 && manifest.Capabilities.Adjustments == true;
        var earlier = credits || adjusts ? Number(manifest.Numbering.LineReference, random) : null;
        var period = earlier is null ? month : new Period(month.From.AddMonths(-1), month.From.AddDays(-1));
        return new(
            $"kitline{number}", Number(manifest.Numbering.LineReference, random), client, Assignment(like, month, random), new(like.Product?.Category, like.Product?.Code),
            period, volume, unit, amount, credits ? Side.Credit : Side.Debit, credits ? earlier : null, rate, adjusts ? earlier : null);
    }

    private ClaimAssignment? Assignment(ProfileLine like, Period month, Random random)
    {
        if (!manifest.Capabilities.Assignments && like.Assignments.Count == 0 && like.AssignmentPattern is null && manifest.ContractVersion != "1.0.0") return null;
        var number = like.Assignments.Count > 0 ? One(like.Assignments, random) : PatternStrings.Make(like.AssignmentPattern ?? "^[1-9][0-9]{8}$", random);
        return random.Next(2) == 0 ? new(number) : new(number, new(month.From.Year - 1, 1, 1), new(month.From.Year + 1, 12, 31));
    }

    private static Unit Named(string unit) => JsonSerializer.Deserialize<Unit>($"\"{unit}\"", ContractJson.Options);

    private static long Divisor(long a, long b) => b == 0 ? a : Divisor(b, a % b);

    private static T One<T>(IReadOnlyList<T> list, Random random) => list[random.Next(list.Count)];

    // The range that the Dutch authorities set apart for tests.
    private static readonly string[] TestCitizens = [.. Enumerable.Range(999900006, 985).Select(n => $"{n}")
        .Where(n => (n[..8].Select((digit, i) => (9 - i) * (digit - '0')).Sum() - (n[8] - '0')) % 11 == 0)];
}
