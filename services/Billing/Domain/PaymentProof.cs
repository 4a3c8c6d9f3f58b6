namespace Buurtzorg.Billing.Domain;

/// <summary>Proves what was paid for a claim from its payments.</summary>
internal static class PaymentProof
{
    public static IEnumerable<string> Findings(ClaimFile file)
    {
        var claim = file.Claim;
        List<LedgerEntry> entries = [.. claim.Lines.SelectMany(line => file.Entries[line.Id]).Where(entry => entry is { Debit: Account.Paid } or { Credit: Account.Paid })];
        if (file.Payments.Sum(payment => payment.AmountMinor) is var paid && paid != claim.PaidMinor)
            yield return $"claim {claim.Number} says that {claim.PaidMinor} was paid and its payments sum to {paid}";
        foreach (var payment in file.Payments)
            if (entries.Where(entry => entry.CauseId == payment.Id).Sum(Paid) is var moved && moved != payment.AmountMinor)
                yield return $"claim {claim.Number} has a payment of {payment.AmountMinor} of which {moved} was moved";
        foreach (var entry in entries.ExceptBy(file.Payments.Select(payment => payment.Id), entry => entry.CauseId))
            yield return $"claim {claim.Number} has an entry {entry.Credit} to {entry.Debit} of {entry.MinorUnits} without a payment";
        foreach (var line in claim.Lines)
        {
            var ofLine = line.Sign * file.Entries[line.Id].Where(entry => entry is { Credit: Account.Granted, Debit: Account.Paid } or { Credit: Account.Paid, Debit: Account.Granted }).Sum(Paid);
            if (ofLine != line.PaidMinor) yield return $"line {line.Reference} says that {line.PaidMinor} was paid and {ofLine} was moved";
            if (file.Entries[line.Id].Any(entry => entry.PayerId != claim.PayerId)) yield return $"line {line.Reference} has an entry of another payer than {claim.PayerId}";
            if (line.PaidMinor > (line.GrantedMinor ?? 0)) yield return $"line {line.Reference} was paid {line.PaidMinor} of {line.GrantedMinor ?? 0} granted";
        }
        if (claim.State is ClaimState.Paid != (claim.State is ClaimState.Answered or ClaimState.Paid && claim.PaidMinor > 0 && claim.PaidMinor == claim.GrantedMinor))
            yield return $"claim {claim.Number} is {claim.State} with {claim.PaidMinor} paid of {claim.GrantedMinor} granted";
    }

    private static long Paid(LedgerEntry entry) => entry.Debit is Account.Paid ? entry.MinorUnits : -entry.MinorUnits;
}
