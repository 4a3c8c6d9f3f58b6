using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Hands the exact bytes that were stored to the adapter, where it carries messages; otherwise people do. The id of the message is its
/// key, so that a crash before or after the adapter took it sends the same again and the adapter knows it.
/// </summary>
internal static class SendMessageWhenMessageStored
{
    public static Task Handle(
        MessageStored stored, WaitingWork waiting, BillingDb db, AgreementBook agreements, AdapterClients adapters, FieldEncryption encryption, InstallClock clock, CancellationToken ct) =>
        waiting.DoOrKeepAsync(stored.MessageId, stored.PayerId, stored, () => SendAsync(stored, db, agreements, adapters, encryption, clock, ct), ct);

    private static async Task SendAsync(MessageStored stored, BillingDb db, AgreementBook agreements, AdapterClients adapters, FieldEncryption encryption, InstallClock clock, CancellationToken ct)
    {
        var message = await db.LockMessageAsync(stored.MessageId, ct);
        if (message.SentAt is not null) return;
        var agreement = agreements.With(message.PayerId) ?? throw new InvalidOperationException($"The install has no agreement with {message.PayerId} any more, so message {message.Id} cannot be sent.");
        var adapter = await adapters.ForAsync(agreement, ct);
        if (!adapter.Manifest.Carries()) return;

        var content = encryption.Decrypt((await db.StoredContents.AsNoTracking().SingleAsync(content => content.MessageId == message.Id, ct)).Encrypted);
        var document = new Document(message.Name, message.MediaType, content, Convert.ToHexStringLower(message.Sha256));
        var (taken, faults) = await adapter.SendAsync(new OutgoingMessage(message.Id.ToString(), RenderClaimWhenClaimClosed.Party(message.PayerId), document), ct);
        if (taken is null) message.Read(MessageState.Refused, faults);
        else await db.LeftAsync(message, agreements, clock, ct);
    }

    /// <summary>A message left, by adapter or by hand. A claim is sent when all of its documents are.</summary>
    public static async Task LeftAsync(this BillingDb db, Message message, AgreementBook agreements, InstallClock clock, CancellationToken ct)
    {
        message.Left(clock.Now);
        if (message is not { Kind: MessageContent.Claim, ClaimId: { } claimId } || await db.LockClaimAsync(claimId, ct) is not { } claim) return;
        if (await db.Messages.AnyAsync(other => other.ClaimId == claimId && other.Direction == MessageDirection.Sent && other.Id != message.Id && other.SentAt == null, ct)) return;
        claim.Sent(clock.Now, agreements.With(message.PayerId) is { } agreement ? agreements.AnswerDueOn(agreement, clock.Today) : null);
        db.Announce(claim.Id, claim.Version, new ClaimSubmitted(claim.Id, claim.Version, claim.PayerId, claim.Period.ToString()));
    }
}
