using Buurtzorg.Billing.Domain.Pricing;
using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>Everything that is kept about one claim.</summary>
/// <param name="Named">The lines that its credits and adjustments name, with every other adjustment of those.</param>
internal sealed record ClaimFile(
    Claim Claim, IReadOnlyDictionary<Guid, ClaimLine> Named, ILookup<Guid, ClaimLine> Adjustments, ILookup<Guid, LineAnswer> Answers, ILookup<Guid, LedgerEntry> Entries, IReadOnlyList<Payment> Payments);

/// <summary>Proves the ledger of a claim from its visits, the agreed rates and the payer's answers, trusting no sum that was stored.</summary>
internal static class LedgerProof
{
    /// <returns>What does not agree, as sentences; none when the claim is right.</returns>
    public static IEnumerable<string> Findings(ClaimFile file)
    {
        var claim = file.Claim;
        if (claim.Lines.Sum(line => line.Sign * line.AmountMinor) is var total && total != claim.TotalMinor)
            yield return $"claim {claim.Number} asks {claim.TotalMinor} and its lines sum to {total}";
        if (claim.Lines.Sum(line => line.Sign * (line.GrantedMinor ?? 0)) is var granted && granted != claim.GrantedMinor)
            yield return $"claim {claim.Number} was granted {claim.GrantedMinor} and its lines {granted}";
        foreach (var finding in PaymentProof.Findings(file)) yield return finding;
        foreach (var line in claim.Lines)
            foreach (var finding in OfPrice(file, line).Concat(OfEntries(file, line)))
                yield return $"line {line.Reference} {finding}";
    }

    private static IEnumerable<string> OfPrice(ClaimFile file, ClaimLine line)
    {
        if (line.PayerId != file.Claim.PayerId) yield return $"is of {line.PayerId} and its claim is not";
        if (line.CreditedLineId is { } creditedId)
        {
            var credited = file.Named.GetValueOrDefault(creditedId);
            if (credited is null || credited.Key != line.Key || line.AmountMinor != (credited.GrantedMinor ?? 0)) yield return $"takes back {line.AmountMinor} and its debit was granted {credited?.GrantedMinor ?? 0}";
        }
        else if (line.AdjustedLineId is { } adjustedId)
        {
            if (!file.Named.TryGetValue(adjustedId, out var adjusted))
            {
                yield return "adjusts a line that is not there";
                yield break;
            }
            var until = file.Adjustments[adjustedId].Where(other => other.Id == line.Id || (other.Id.CompareTo(line.Id) < 0 && other.State is LineState.Granted)).ToList();
            var (volume, minor) = (adjusted.Volume + until.Sum(other => other.Sign * other.Volume), adjusted.AmountMinor + until.Sum(other => other.Sign * other.AmountMinor));
            if (Price(line, volume) is var now && now != minor) yield return $"brings its line to {minor} and {volume} {line.Unit} are {now}";
        }
        else
        {
            if (Counted(line) is var counted && counted != line.Volume + line.VolumeOverCap) yield return $"claims {line.Volume} {line.Unit} and holds {line.VolumeOverCap} back, and its visits add up to {counted}";
            if (Price(line, line.Volume) is var amount && amount != line.AmountMinor) yield return $"asks {line.AmountMinor} and {line.Volume} {line.Unit} at {line.RateAmount} are {amount}";
        }
    }

    private static long Price(ClaimLine line, long volume) => Money.Of(line.Price, line.Unit, volume, line.VisitMinutes).Minor;

    private static long Counted(ClaimLine line)
    {
        var sum = line.VisitMinutes.Sum(minutes => (long)minutes);
        if (line.Rounding?.Split(' ') is [var direction, var step, var minimum])
            sum = new Agreements.Rounding(Agreements.RoundingScope.Period, Enum.Parse<Agreements.RoundingDirection>(direction), int.Parse(step), int.Parse(minimum)).Of(sum);
        return sum / line.UnitSize;
    }

    private static IEnumerable<string> OfEntries(ClaimFile file, ClaimLine line)
    {
        var answers = file.Answers[line.Id].Where(answer => answer.Effect is AnswerEffect.Taken).ToList();
        if (answers.Count > 1) yield return $"took {answers.Count} answers; the first one holds";
        var answer = answers.FirstOrDefault();
        long? granted = answer is null ? null : answer.Outcome is LineOutcome.Granted ? answer.AmountMinor : 0;
        if (granted != line.GrantedMinor || answer?.MessageId != line.AnsweredBy)
            yield return $"says that {Say(line.GrantedMinor)} was granted and its answer says {Say(granted)}";

        // What was paid is proven where payments are.
        List<(Account, Account, long, string)> expected = [.. Expected(line, granted).Where(entry => entry.Amount != 0).Select(entry => (entry.From, entry.To, entry.Amount, line.PayerId))];
        List<(Account, Account, long, string)> found = [.. from entry in file.Entries[line.Id]
                                                            where entry is { Credit: not Account.Paid, Debit: not Account.Paid }
                                                            select line.Side is Side.Debit ? (entry.Credit, entry.Debit, entry.MinorUnits, entry.PayerId) : (entry.Debit, entry.Credit, entry.MinorUnits, entry.PayerId)];
        foreach (var (from, to, minorUnits, _) in expected.Except(found)) yield return $"lacks the entry {from} to {to} of {minorUnits}";
        foreach (var (from, to, minorUnits, payer) in found.Except(expected)) yield return $"has an entry {from} to {to} of {minorUnits} for {payer} that nothing accounts for";
        if (file.Entries[line.Id].Any(entry => entry.Currency != file.Claim.Currency)) yield return $"has an entry in another currency than {file.Claim.Currency}";
    }

    private static IEnumerable<(Account From, Account To, long Amount)> Expected(ClaimLine line, long? granted)
    {
        yield return (Account.Delivered, Account.Claimed, line.AmountMinor);
        if (granted is not { } amount) yield break;
        yield return (Account.Claimed, Account.Granted, amount);
        yield return (Account.Claimed, Account.Rejected, line.AmountMinor - amount);
        if (line.State is LineState.Resubmitted) yield return (Account.Rejected, Account.Delivered, line.AmountMinor);
    }

    private static string Say(long? amount) => amount is { } minorUnits ? $"{minorUnits}" : "nothing yet";
}
