namespace Buurtzorg.Simulators.Municipality;

/// <summary>Performances as far as they are known, in the order in which they were judged.</summary>
internal sealed class Ledger(IEnumerable<JudgedPerformance> performances)
{
    public List<JudgedPerformance> Performances { get; } = [.. performances];

    /// <summary>Debits that were granted and not credited since.</summary>
    public IEnumerable<JudgedPerformance> Standing => Performances.Where(debit => debit is { Granted: true, Credit: false } && !IsCredited(debit.Reference));

    public bool IsCredited(string? reference) => Performances.Any(credit => credit is { Granted: true, Credit: true } && credit.Previous == reference);

    public bool Uses(string reference) => Performances.Any(before => before.Reference == reference);
}

/// <summary>What may be declared twice: nothing, unless a credit came first.</summary>
internal static class Corrections
{
    public static IEnumerable<string> Of(Performance debit, Ledger known)
    {
        if (known.Uses(debit.Reference)) yield return "8021";
        if (known.Standing.Any(before => (before.Assignment, before.Code, Month(before.From)) == (debit.Assignment, debit.Code, Month(debit.From)))) yield return "9389";
    }

    /// <summary>A credit repeats, months later if need be, a debit of an earlier message; what became of the assignment since does not matter (IV091).</summary>
    public static IEnumerable<string> Of(Performance credit, Ledger approved, Ledger known)
    {
        if (known.Uses(credit.Reference)) yield return "8021";
        if (known.IsCredited(credit.Previous)) yield return "9390";
        else if (approved.Standing.FirstOrDefault(debit => debit.Reference == credit.Previous) is not { } debit) yield return "8017";
        else if (debit.Bsn != credit.Bsn) yield return "8187";
        else if ((debit.Assignment, debit.Code, debit.From, debit.Until, debit.Volume, debit.Unit, debit.Amount)
            != (credit.Assignment, credit.Code, credit.From, credit.Until, credit.Volume, credit.Unit, credit.Amount.Cents)) yield return "8017";
    }

    private static (int, int) Month(DateOnly day) => (day.Year, day.Month);
}
