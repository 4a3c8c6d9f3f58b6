using System.Security.Cryptography;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Keeps what a payer sent, whoever brings it: the exact bytes, encrypted, and committed before anything else happens with them. The same
/// bytes again are the same message. One whose payer no agreement names is kept aside until one does.
/// </summary>
internal sealed class ReceivedMessages(BillingDb db, AgreementBook agreements, FieldEncryption encryption, InstallClock clock)
{
    public async Task<(Guid Id, bool IsNew)> KeepAsync(string payerId, string mediaType, byte[] content, CancellationToken ct)
    {
        var hash = SHA256.HashData(content);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await db.LockPayerAsync(payerId, ct);
        var known = await db.Messages.Where(m => m.PayerId == payerId && m.Direction == MessageDirection.Received && m.Sha256 == hash).Select(m => m.Id).SingleOrDefaultAsync(ct);
        if (known != Guid.Empty) return (known, false);

        var aside = agreements.With(payerId) is null;
        var message = Message.Received(payerId, mediaType, content, hash, await db.NextReturnReferenceAsync(ct), aside, clock.Today, clock.Now);
        db.Add(message);
        db.Add(new StoredContent(message.Id, encryption.Encrypt(content)));
        if (!aside) db.Announce(message.Id, 1, new MessageReceived(message.Id, 1, payerId));
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        return (message.Id, true);
    }

    /// <summary>Takes up what was kept aside and whose payer an agreement names by now.</summary>
    public async Task TakeUpAsync(IReadOnlyCollection<string> payers, CancellationToken ct)
    {
        foreach (var message in await db.Messages.Where(m => m.State == MessageState.Aside && payers.Contains(m.PayerId)).ToListAsync(ct))
        {
            message.NoLongerAside();
            db.Announce(message.Id, 1, new MessageReceived(message.Id, 1, message.PayerId));
        }
    }
}
