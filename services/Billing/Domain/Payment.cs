namespace Buurtzorg.Billing.Domain;

/// <summary>Money that a payer paid for a claim.</summary>
internal sealed record Payment(Guid Id, Guid ClaimId, long AmountMinor, DateOnly PaidOn, string Reference, DateTimeOffset RecordedAt)
{
    /// <summary>
    /// A payment settles granted lines in the order of their references, each in full before the next. The payer has kept what credits
    /// give back, so they are settled first and what they give is there for the others.
    /// </summary>
    public static (ClaimLine Line, long AmountMinor)[] Allocate(IEnumerable<ClaimLine> lines, long amountMinor)
    {
        var (left, parts) = (amountMinor, new List<(ClaimLine, long)>());
        foreach (var line in lines.OrderBy(line => line.Sign).ThenBy(line => line.Reference, StringComparer.Ordinal))
        {
            var open = (line.GrantedMinor ?? 0) - line.PaidMinor;
            var part = line.Sign < 0 ? open : Math.Min(left, open);
            if (part <= 0) continue;
            parts.Add((line, part));
            left -= line.Sign * part;
        }
        return [.. parts];
    }
}
