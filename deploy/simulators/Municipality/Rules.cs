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
        var earlier = own.Declarations.Where(before => before.Sender == declaration.Sender).ToList();
        if (Header(declaration, earlier, town, today) is { } header) return new(header, null, []);
        if (Whole(declaration, earlier, today) is { } whole) return new(null, whole, []);

        var approved = new Ledger(own.Performances.Where(before => before.Sender == declaration.Sender));
        var known = new Ledger(approved.Performances);
        var judged = new List<(Performance, string[])>();
        // Credits first: the order within a message carries no meaning, and a new debit may stand beside its credit.
        foreach (var performance in declaration.Performances.OrderByDescending(performance => performance.Amount.Credit))
        {
            var codes = (performance.Amount.Credit ? Corrections.Of(performance, approved, known) : Debit(performance, declaration, own, known)).Distinct().ToArray();
            judged.Add((performance, codes));
            known.Performances.Add(performance.AsJudged(declaration.Sender, granted: codes.Length == 0));
        }
        return new(null, null, judged);
    }

    public static JudgedPerformance AsJudged(this Performance p, string sender, bool granted) =>
        new(sender, p.Reference, p.Previous, p.Amount.Credit, p.Bsn, p.Assignment, p.Code, p.From, p.Until, p.Volume, p.Unit, p.Amount.Cents, granted);

    private static string? Header(Declaration declaration, List<JudgedDeclaration> earlier, string town, DateOnly today)
    {
        if (earlier.Any(before => before.Identification == declaration.Identification)) return "9056";
        if (declaration.Dated > today) return "8848";
        var sum = declaration.Performances.Sum(performance => performance.Amount.Signed);
        return declaration.Receiver != town || !IsMonthPassed(declaration) || declaration.Performances.Count == 0 || declaration.Total != Amount.Of(sum) ? "0001" : null;
    }

    private static string? Whole(Declaration declaration, List<JudgedDeclaration> earlier, DateOnly today)
    {
        if (earlier.Any(before => before.Number == declaration.Number)) return "9333";
        if (declaration.Signed > today) return "8848";
        return Follows(declaration, [.. earlier.Where(before => !before.Refused).Select(before => before.PeriodFrom)]) ? null : "8214";
    }

    // CS340, TR137.
    private static bool IsMonthPassed(Declaration declaration) =>
        declaration.From.Day == 1 && declaration.Until == declaration.From.AddMonths(1).AddDays(-1) && declaration.Until <= declaration.Dated;

    // TR318: the months declared follow one another. One may be left out when no care was given in it; a debit in it tells otherwise.
    private static bool Follows(Declaration declaration, DateOnly[] before) =>
        before.Length == 0 || (declaration.From > before.Max()
            && !declaration.Performances.Any(p => !p.Amount.Credit && p.From >= before.Max().AddMonths(1) && p.Until < declaration.From));

    private static IEnumerable<string> Debit(Performance p, Declaration declaration, CaseFile own, Ledger known)
    {
        if (own.Products.Find(product => product.Number == p.Assignment) is not { } product || !product.IsOf(declaration.Sender)) return ["9338"];
        if (product.Bsn != p.Bsn) return ["8187"];
        if (product.Deleted) return ["9384"];
        return [.. Product(p, product), .. Period(p, product, declaration), .. Price(p), .. Corrections.Of(p, known), .. Limits.Of(product, p.From, p.Until, p.Volume, p.Unit, p.Amount.Cents, known)];
    }

    private static IEnumerable<string> Product(Performance p, AssignedProduct product)
    {
        if (product.Category is { } category && p.Category != category) yield return "9339";
        if (product.Code is { } code && p.Code != code) yield return "9340";
        if (product.Unit is { } unit && !Agreement.Fits(unit, p.Unit)) yield return "9341";
    }

    // TR387/388: a product period is a calendar month, clipped to the assignment. Starts and stops play no part.
    private static IEnumerable<string> Period(Performance p, AssignedProduct product, Declaration declaration)
    {
        var first = new DateOnly(p.From.Year, p.From.Month, 1);
        var last = first.AddMonths(1).AddDays(-1);
        if (!product.Covers(p.From)) yield return "9307";
        else if (p.From != first && p.From != product.From) yield return "9387";
        if (!product.Covers(p.Until) || p.Until < p.From) yield return "9308";
        else if (p.Until != last && p.Until != product.Until) yield return "9388";
        if (p.Until > declaration.Until) yield return "9319";
    }

    private static IEnumerable<string> Price(Performance p)
    {
        if (p.Tariff is { } tariff && tariff != Agreement.Tariff(p.Code, p.From, p.Unit)) yield return "0611";
        if (p.Amount.Cents != Agreement.Amount(p.Code, p.From, p.Unit, p.Volume)) yield return "9346";
    }
}
