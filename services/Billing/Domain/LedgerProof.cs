using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>Everything that is kept about one claim.</summary>
internal sealed record ClaimFile(
    Claim Claim, ILookup<Guid, int> DeliveredMinutes, ILookup<Guid, LineAnswer> Answers, ILookup<Guid, LedgerEntry> Entries, IReadOnlyList<Payment> Payments);

/// <summary>Proves the ledger of a claim from the deliveries, the agreed rates and the payer's answers, trusting no sum that was stored.</summary>
internal static class LedgerProof
{
    /// <returns>What does not agree, as sentences; none when the claim is right.</returns>
    public static IEnumerable<string> Findings(ClaimFile file)
    {
        var claim = file.Claim;
        if (claim.Lines.Sum(line => line.AmountMinor) is var total && total != claim.TotalMinor)
            yield return $"claim {claim.Number} asks {claim.TotalMinor} and its lines sum to {total}";
        if (claim.Lines.Sum(line => line.GrantedMinor ?? 0) is var granted && granted != claim.GrantedMinor)
            yield return $"claim {claim.Number} was granted {claim.GrantedMinor} and its lines {granted}";
        foreach (var finding in PaymentProof.Findings(file)) yield return finding;
        foreach (var line in claim.Lines)
            foreach (var finding in Findings(file, line))
                yield return $"line {line.Reference} {finding}";
    }

    private static IEnumerable<string> Findings(ClaimFile file, ClaimLine line)
    {
        if (file.DeliveredMinutes[line.Id].Sum() is var delivered && delivered != line.Minutes + line.MinutesOverCap)
            yield return $"claims {line.Minutes} minutes and holds {line.MinutesOverCap} back, and {delivered} were delivered";
        if (Pricing.Amount(line.PerHour, line.Minutes) is var amount && amount != line.AmountMinor)
            yield return $"asks {line.AmountMinor} and {line.Minutes} minutes at {line.PerHour} an hour are {amount}";

        var answers = file.Answers[line.Id].Where(answer => answer.Effect is AnswerEffect.Taken).ToList();
        if (answers.Count > 1) yield return $"took {answers.Count} answers; the first one holds";
        var answer = answers.FirstOrDefault();
        long? granted = answer is null ? null : answer.Outcome is LineOutcome.Granted ? answer.AmountMinor : 0;
        if (granted != line.GrantedMinor || answer?.MessageId != line.AnsweredBy)
            yield return $"says that {Say(line.GrantedMinor)} was granted and its answer says {Say(granted)}";

        List<(Account, Account, long, string)> expected = [.. Expected(amount, granted).Select(entry => (entry.Credit, entry.Debit, entry.Amount, file.Claim.PayerId))];
        List<(Account, Account, long, string)> found = [.. file.Entries[line.Id].Where(entry => entry.Debit is not Account.Paid).Select(entry => (entry.Credit, entry.Debit, entry.MinorUnits, entry.PayerId))];
        foreach (var (credit, debit, minorUnits, _) in expected.Except(found)) yield return $"lacks the entry {credit} to {debit} of {minorUnits}";
        foreach (var (credit, debit, minorUnits, payer) in found.Except(expected)) yield return $"has an entry {credit} to {debit} of {minorUnits} for {payer} that nothing accounts for";
        if (file.Entries[line.Id].Any(entry => entry.Currency != file.Claim.Currency)) yield return $"has an entry in another currency than {file.Claim.Currency}";
    }

    private static IEnumerable<(Account Credit, Account Debit, long Amount)> Expected(long amount, long? granted)
    {
        (Account, Account, long Amount)[] all = granted is not { } paid
            ? [(Account.Delivered, Account.Claimed, amount)]
            : [(Account.Delivered, Account.Claimed, amount), (Account.Claimed, Account.Granted, paid), (Account.Claimed, Account.Rejected, amount - paid)];
        return all.Where(entry => entry.Amount != 0);
    }

    private static string Say(long? amount) => amount is { } minorUnits ? $"{minorUnits}" : "nothing yet";
}
