using Buurtzorg.BillingAdapters.Contract;

namespace Buurtzorg.Billing.Domain;

/// <summary>The accounts of a payer. Money moves from delivered to claimed, from there to granted or rejected, and from granted to paid; what is resubmitted goes back to delivered.</summary>
public enum Account { Delivered, Claimed, Granted, Rejected, Paid }

/// <summary>
/// Moves an amount from one account to another: both sides of the double entry in one row, so that the ledger balances after
/// every row by its form. Rows are added and never changed.
/// </summary>
internal sealed record LedgerEntry(
    Guid Id, string PayerId, Guid ClaimLineId, Guid CauseId, Account Credit, Account Debit, string Currency, long MinorUnits, DateTimeOffset RecordedAt);

/// <summary>What moves for a line; for a line that gives money back it moves the other way round.</summary>
internal static class Ledger
{
    public static IEnumerable<LedgerEntry> WhenClaimed(Claim claim, ClaimLine line) =>
        Move(claim.Currency, line, claim.Id, Account.Delivered, Account.Claimed, line.AmountMinor, claim.ClosedAt);

    public static IEnumerable<LedgerEntry> WhenAnswered(string currency, ClaimLine line, Guid messageId, DateTimeOffset now) =>
    [
        .. Move(currency, line, messageId, Account.Claimed, Account.Granted, line.GrantedMinor ?? 0, now),
        .. Move(currency, line, messageId, Account.Claimed, Account.Rejected, line.AmountMinor - (line.GrantedMinor ?? 0), now),
    ];

    public static IEnumerable<LedgerEntry> WhenResubmitted(string currency, ClaimLine line, Guid causeId, DateTimeOffset now) =>
        Move(currency, line, causeId, Account.Rejected, Account.Delivered, line.AmountMinor, now);

    private static IEnumerable<LedgerEntry> Move(string currency, ClaimLine line, Guid causeId, Account from, Account to, long amount, DateTimeOffset now) => amount == 0 ? [] :
        [line.Side is Side.Debit
            ? new LedgerEntry(Guid.CreateVersion7(now), line.PayerId, line.Id, causeId, from, to, currency, amount, now)
            : new LedgerEntry(Guid.CreateVersion7(now), line.PayerId, line.Id, causeId, to, from, currency, amount, now)];
}
