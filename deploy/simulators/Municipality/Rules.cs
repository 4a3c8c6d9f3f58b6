namespace Buurtzorg.Simulators.Municipality;

/// <summary>What the municipality finds. <paramref name="Header"/> or <paramref name="Whole"/> refuses everything; otherwise each performance stands on its own.</summary>
internal sealed record Judgement(string? Header, string? Whole, IReadOnlyList<(Performance Performance, string[] Codes)> Performances)
{
    public bool Refused => Header is not null || Whole is not null;
    public IEnumerable<(Performance Performance, string[] Codes)> Rejected => Performances.Where(judged => judged.Codes.Length > 0);
    public long Granted => Refused ? 0 : Performances.Where(judged => judged.Codes.Length == 0).Sum(judged => judged.Performance.Amount.Signed);
}

/// <summary>The technical rules of iWmo 3.2 for a declaration, against the municipality's own copy of the assignments.</summary>
internal static class Rules
{
    public static Judgement Judge(Declaration declaration, CaseFile own, string town, DateOnly today)
    {
        if (Header(declaration, own, town, today) is { } header) return new(header, null, []);
        if (Whole(declaration, own, today) is { } whole) return new(null, whole, []);

        var known = own.Performances.ToList();
        var judged = new List<(Performance, string[])>();
        // Credits first: the order within a message carries no meaning, and a new debit may stand beside its credit.
        foreach (var performance in declaration.Performances.OrderByDescending(performance => performance.Amount.Credit))
        {
            var codes = Codes(performance, declaration, own, known).Distinct().ToArray();
            judged.Add((performance, codes));
            known.Add(performance.AsJudged(granted: codes.Length == 0));
        }
        return new(null, null, judged);
    }

    public static JudgedPerformance AsJudged(this Performance p, bool granted) =>
        new(p.Reference, p.Previous, p.Amount.Credit, p.Assignment, p.Code, p.From, p.Until, p.Volume, p.Amount.Cents, granted);

    private static string? Header(Declaration declaration, CaseFile own, string town, DateOnly today)
    {
        if (own.Declarations.Any(earlier => earlier.Identification == declaration.Identification)) return "9056";
        if (declaration.Dated > today) return "8848";
        var sum = declaration.Performances.Sum(performance => performance.Amount.Signed);
        return declaration.Receiver != town || declaration.Performances.Count == 0 || declaration.Total != Amount.Of(sum) ? "0001" : null;
    }

    private static string? Whole(Declaration declaration, CaseFile own, DateOnly today)
    {
        if (own.Declarations.Any(earlier => earlier.Number == declaration.Number)) return "9333";
        if (declaration.Signed > today) return "8848";
        // Whether care was given in a month that was left out is not known here, so a gap is not judged.
        return own.Declarations.Any(earlier => !earlier.Refused && earlier.PeriodFrom >= declaration.From) ? "8214" : null;
    }

    private static IEnumerable<string> Codes(Performance p, Declaration declaration, CaseFile own, List<JudgedPerformance> known)
    {
        if (own.Products.Find(product => product.Number == p.Assignment) is not { } product) return ["9338"];
        if (product.Bsn != p.Bsn) return ["8187"];
        if (product.Deleted) return ["9384"];
        return [.. Product(p, product), .. Period(p, product, declaration), .. Price(p), .. Repeats(p, own, known), .. Cap(p, product, known)];
    }

    private static IEnumerable<string> Product(Performance p, AssignedProduct product)
    {
        if (p.Category != product.Category) yield return "9339";
        if (p.Code != product.Code) yield return "9340";
        if (p.Unit != product.Unit) yield return "9341";
    }

    // TR387/388: a product period is a calendar month, clipped to the assignment.
    private static IEnumerable<string> Period(Performance p, AssignedProduct product, Declaration declaration)
    {
        var first = new DateOnly(p.From.Year, p.From.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        if (!Within(p.From, product)) yield return "9307";
        else if (p.From != first && p.From != product.From) yield return "9387";
        if (!Within(p.Until, product) || p.Until < p.From) yield return "9308";
        else if (p.Until != last && p.Until != product.Until) yield return "9388";
        if (p.Until > declaration.Until) yield return "9319";
    }

    private static IEnumerable<string> Price(Performance p)
    {
        if (p.Tariff is { } tariff && tariff != Agreement.Tariff(p.Code, p.From, p.Unit)) yield return "0611";
        if (p.Amount.Cents != Agreement.Amount(p.Code, p.From, p.Unit, p.Volume)) yield return "9346";
    }

    private static IEnumerable<string> Repeats(Performance p, CaseFile own, List<JudgedPerformance> known)
    {
        if (known.Any(earlier => earlier.Reference == p.Reference)) yield return "8021";
        if (!p.Amount.Credit)
        {
            if (Standing(known).Any(debit => (debit.Assignment, debit.Code, debit.From) == (p.Assignment, p.Code, p.From))) yield return "9389";
        }
        else if (known.Any(credit => credit is { Granted: true, Credit: true } && credit.Previous == p.Previous)) yield return "9390";
        else if (!Standing(own.Performances).Any(debit => debit.Reference == p.Previous && debit.Amount == p.Amount.Cents)) yield return "8017";
    }

    private static IEnumerable<string> Cap(Performance p, AssignedProduct product, List<JudgedPerformance> known)
    {
        if (p.Amount.Credit || p.Unit != product.Unit || !Within(p.From, product) || !Within(p.Until, product)) yield break;
        if (p.Volume > Caps.Of(product, p.From, p.Until)) yield return "9321";
        var before = Standing(known).Where(debit => debit.Assignment == p.Assignment);
        if (before.Sum(debit => debit.Volume) + p.Volume > Caps.Over(product)) yield return "9322";
    }

    private static IEnumerable<JudgedPerformance> Standing(List<JudgedPerformance> known) =>
        known.Where(debit => debit is { Granted: true, Credit: false }
            && !known.Any(credit => credit is { Granted: true, Credit: true } && credit.Previous == debit.Reference));

    private static bool Within(DateOnly day, AssignedProduct product) => day >= product.From && (product.Until is not { } until || day <= until);
}
