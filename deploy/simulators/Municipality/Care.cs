namespace Buurtzorg.Simulators.Municipality;

/// <summary>What a notice does to the periods of care under an assignment: a return code that refuses it, or the periods as they become.</summary>
internal static class Care
{
    public const string New = "1", Changed = "2", Withdrawn = "3";

    public static (string? Code, IEnumerable<CarePeriod> After) Start(AssignedProduct product, DateOnly begin, string status)
    {
        var care = product.Care;
        var (same, last) = (care.Find(period => period.Begin == begin), care.MaxBy(period => period.Begin));
        return (status, same, last) switch
        {
            (New, not null, _) => ("9074", care),
            (New, _, { } running) when running.End is not { } end || end >= begin => ("9326", care),
            (New, _, _) => (null, care.Append(new(begin, null))),
            (Changed, _, null) or (Withdrawn, null, _) => ("9063", care),
            (Changed, _, { } earlier) => (null, care.Except([earlier]).Append(earlier with { Begin = begin })),
            (Withdrawn, { End: not null }, _) => ("9071", care),
            (Withdrawn, { } wrong, _) => (null, care.Except([wrong])),
            _ => (null, care),
        };
    }

    /// <param name="paused">For a time only: a start or a final stop follows.</param>
    public static (string? Code, IEnumerable<CarePeriod> After) Stop(AssignedProduct product, DateOnly begin, DateOnly end, bool paused, string status)
    {
        var care = product.Care;
        var (period, after) = (care.Find(other => other.Begin == begin), new CarePeriod(begin, end, paused));
        return (status, period) switch
        {
            (_, null) => ("9069", care),
            _ when end < begin => (Returning.Technical, care),
            (Changed or Withdrawn, { End: null }) => ("9063", care),
            (Withdrawn, { } wrong) => (null, care.Except([wrong]).Append(new(begin, null))),
            (New, { End: not null } same) when same == after => ("9074", care),
            (New, { End: not null, Paused: false }) => ("9415", care),
            (New, { End: not null }) when paused => ("9413", care),
            (New, { End: not null } earlier) when end < earlier.End => ("9414", care),
            (New or Changed, { } running) => (null, care.Except([running]).Append(after)),
            _ => (null, care),
        };
    }

    public static void Keep(this AssignedProduct product, IEnumerable<CarePeriod> care)
    {
        var after = care.OrderBy(period => period.Begin).ToList();
        product.Care.Clear();
        product.Care.AddRange(after);
    }
}
