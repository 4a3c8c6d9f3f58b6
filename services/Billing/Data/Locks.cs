using Buurtzorg.Billing.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Buurtzorg.Billing.Data;

/// <summary>Who works on the same thing waits here until the other's transaction has ended. The unique constraints hold without this.</summary>
internal static class Locks
{
    /// <summary>Closings, and assignments that are taken over, go one by one for a payer.</summary>
    public static Task LockPayerAsync(this BillingDb db, string payerId, CancellationToken ct) => db.LockAsync("payer " + payerId, ct);

    /// <summary>The admission of a client and reading about them before it do not miss each other.</summary>
    public static Task LockSubjectAsync(this BillingDb db, string identifierHash, CancellationToken ct) => db.LockAsync("subject " + identifierHash, ct);

    /// <summary>What is told to payers about a client is decided by one at a time.</summary>
    public static Task LockNoticesAsync(this BillingDb db, Guid clientId, CancellationToken ct) => db.LockAsync($"notices {clientId}", ct);

    public static Task<Notice?> LockNoticeAsync(this BillingDb db, string payerId, string? reference, CancellationToken ct) =>
        db.Notices.FromSql($"SELECT * FROM notices WHERE payer_id = {payerId} AND reference = {reference} FOR UPDATE").SingleOrDefaultAsync(ct);

    public static Task<CareRequest?> LockRequestAsync(this BillingDb db, string payerId, string? reference, CancellationToken ct) =>
        db.Requests.FromSql($"SELECT * FROM requests WHERE payer_id = {payerId} AND (reference = {reference} OR request_reference = {reference}) FOR UPDATE").SingleOrDefaultAsync(ct);

    public static Task<Message> LockMessageAsync(this BillingDb db, Guid id, CancellationToken ct) =>
        db.Messages.FromSql($"SELECT * FROM messages WHERE id = {id} FOR UPDATE").SingleAsync(ct);

    /// <summary>False when somebody else works on the message at the moment.</summary>
    public static Task<bool> TryLockMessageAsync(this BillingDb db, Guid id, CancellationToken ct) =>
        db.Database.SqlQuery<Guid>($"""SELECT id AS "Value" FROM messages WHERE id = {id} FOR UPDATE SKIP LOCKED""").AsAsyncEnumerable().AnyAsync(ct).AsTask();

    public static Task<Message?> FindAndLockMessageAsync(this BillingDb db, Guid id, CancellationToken ct) =>
        db.Messages.FromSql($"SELECT * FROM messages WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(ct);

    /// <summary>In two statements: a single one would see the lines as they were before it waited.</summary>
    public static async Task<Claim?> LockClaimAsync(this BillingDb db, Guid id, CancellationToken ct) =>
        await db.Database.SqlQuery<Guid>($"""SELECT id AS "Value" FROM claims WHERE id = {id} FOR UPDATE""").AsAsyncEnumerable().AnyAsync(ct)
            ? await db.Claims.Include(claim => claim.Lines.OrderBy(line => line.Reference)).SingleAsync(claim => claim.Id == id, ct)
            : null;

    /// <summary>False when another replica looks after this adapter at the moment.</summary>
    public static Task<bool> TryLockAdapterAsync(this BillingDb db, string adapter, CancellationToken ct) =>
        db.Database.SqlQuery<bool>($"""SELECT pg_try_advisory_xact_lock(hashtextextended({"adapter " + adapter}, 0)) AS "Value" """).SingleAsync(ct);

    public static Task LockAlertsAsync(this BillingDb db, CancellationToken ct) => db.LockAsync("alerts", ct);

    /// <summary>A transaction of its own, or null inside the one of an Idempotency-Key or a reaction, which commits it.</summary>
    public static async Task<IDbContextTransaction?> BeginUnlessBegunAsync(this BillingDb db, CancellationToken ct) =>
        db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;

    private static Task LockAsync(this BillingDb db, string what, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtextextended({what}, 0))", ct);
}
