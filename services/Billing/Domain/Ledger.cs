namespace Buurtzorg.Billing.Domain;

/// <summary>The accounts of a payer. Money moves from delivered to claimed, and from there to granted or rejected; what was granted to paid.</summary>
public enum Account { Delivered, Claimed, Granted, Rejected, Paid }

/// <summary>
/// Moves an amount from one account to another: both sides of the double entry in one row, so that the ledger balances after
/// every row by its form. Rows are added and never changed.
/// </summary>
internal sealed record LedgerEntry(
    Guid Id, string PayerId, Guid ClaimLineId, Guid CauseId, Account Credit, Account Debit, string Currency, long MinorUnits, DateTimeOffset RecordedAt);

internal static class Ledger
{
    public static IEnumerable<LedgerEntry> WhenClaimed(Claim claim, ClaimLine line) =>
        Move(claim, line, claim.Id, Account.Delivered, Account.Claimed, line.AmountMinor, claim.ClosedAt);

    public static IEnumerable<LedgerEntry> WhenAnswered(Claim claim, ClaimLine line, Guid messageId, DateTimeOffset now) =>
    [
        .. Move(claim, line, messageId, Account.Claimed, Account.Granted, line.GrantedMinor ?? 0, now),
        .. Move(claim, line, messageId, Account.Claimed, Account.Rejected, line.AmountMinor - (line.GrantedMinor ?? 0), now),
    ];

    public static IEnumerable<LedgerEntry> WhenPaid(Claim claim, ClaimLine line, Guid paymentId, long amount, DateTimeOffset now) =>
        Move(claim, line, paymentId, Account.Granted, Account.Paid, amount, now);

    private static IEnumerable<LedgerEntry> Move(Claim claim, ClaimLine line, Guid causeId, Account from, Account to, long amount, DateTimeOffset now) =>
        amount == 0 ? [] : [new LedgerEntry(Guid.CreateVersion7(now), claim.PayerId, line.Id, causeId, from, to, claim.Currency, amount, now)];
}
