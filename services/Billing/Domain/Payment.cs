namespace Buurtzorg.Billing.Domain;

/// <summary>Money that a payer paid for a claim.</summary>
internal sealed record Payment(Guid Id, Guid ClaimId, long AmountMinor, DateOnly PaidOn, string Reference, DateTimeOffset RecordedAt)
{
    /// <summary>A payment settles granted lines in the order of their references, each in full before the next.</summary>
    public static (ClaimLine Line, long AmountMinor)[] Allocate(IEnumerable<ClaimLine> lines, long amountMinor)
    {
        var (left, parts) = (amountMinor, new List<(ClaimLine, long)>());
        foreach (var line in lines.OrderBy(line => line.Reference, StringComparer.Ordinal))
        {
            var part = Math.Min(left, (line.GrantedMinor ?? 0) - line.PaidMinor);
            if (part <= 0) continue;
            parts.Add((line, part));
            left -= part;
        }
        return [.. parts];
    }
}
