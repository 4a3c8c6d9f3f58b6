namespace Buurtzorg.Billing.Domain.Pricing;

/// <summary>What earlier claims made of a key: its lines, less those that were resubmitted.</summary>
internal sealed class Claimed(IReadOnlyCollection<ClaimLine> lines)
{
    public static Claimed Nothing { get; } = new([]);

    private readonly HashSet<Guid> takenBack = [.. lines.Where(line => line is { CreditedLineId: not null, State: LineState.Claimed or LineState.Granted or LineState.WrittenOff }).Select(line => line.CreditedLineId!.Value)];

    private IEnumerable<ClaimLine> Standing =>
        lines.Where(line => line is { CreditedLineId: null, State: LineState.Claimed or LineState.Granted } && !takenBack.Contains(line.Id));

    public bool AwaitsAnswer => lines.Any(line => line.State is LineState.Claimed);

    /// <summary>A credit or adjustment was rejected: nothing more is tried until the back office has looked at it.</summary>
    public bool IsHeld => lines.Any(line => !line.IsDebit && line.State is LineState.Rejected);

    public long Volume => Standing.Sum(line => line.Sign * line.Volume);

    public long Minor => Standing.Sum(line => line.Sign * line.AmountMinor);

    public ClaimLine? Live => Standing.FirstOrDefault(line => line.IsDebit);

    /// <summary>Whether its visits are claimed under no other line.</summary>
    public static bool Holds(ClaimLine line) => line is { IsDebit: true, State: LineState.Rejected or LineState.WrittenOff };

    /// <summary>What puts the granted lines right.</summary>
    public IEnumerable<DraftLine> Corrections(Wanted wanted)
    {
        if (wanted.Agreement!.Corrections is Agreements.Corrections.Adjustment || Standing.Any(line => line.AdjustedLineId is not null))
        {
            yield return DraftLine.Adjustment(wanted, Live!, wanted.Volume - Volume, wanted.AmountMinor - Minor);
            yield break;
        }
        foreach (var line in Standing.OrderBy(line => line.Id)) yield return DraftLine.Credit(line);
        if (wanted.AmountMinor > 0) yield return DraftLine.Debit(wanted);
    }
}
