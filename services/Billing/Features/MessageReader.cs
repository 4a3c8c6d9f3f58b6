using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Reads a stored message once, through the adapter of its payer, whether the upload or the bus asks for it.</summary>
internal sealed class MessageReader(BillingDb db, AgreementBook agreements, AdapterClients adapters, FieldEncryption encryption, TakeAssignments assignments, TakeAnswer answers, TakeReturn returns, TakeRequestAnswer requestAnswers)
{
    public async Task ReadAsync(Guid messageId, CancellationToken ct)
    {
        await using var transaction = await db.BeginUnlessBegunAsync(ct);
        var message = await db.LockMessageAsync(messageId, ct);
        if (message.State is not MessageState.Stored) return;
        if (agreements.With(message.PayerId) is not { } agreement) throw new InvalidOperationException($"The install has no agreement with {message.PayerId} any more, so message {messageId} stays unread.");

        var adapter = await adapters.ForAsync(agreement, ct);
        var content = encryption.Decrypt((await db.StoredContents.SingleAsync(stored => stored.MessageId == messageId, ct)).Encrypted);
        var (identity, faults) = await adapter.IdentifyAsync(new MessageToIdentify(content), ct);

        if (identity is null) message.Read(MessageState.Refused, faults);
        else
        {
            message.Identified(identity);
            if (Misdirected(identity, message.PayerId, agreements.Provider) is { } fault) message.Read(MessageState.Refused, fault);
            else if (identity.Kind is MessageKind.Assignment) await assignments.HandleAsync(message, content, adapter, ct);
            else if (identity.Kind is MessageKind.Answer) await answers.HandleAsync(message, identity, content, adapter, ct);
            else if (identity.Kind is MessageKind.Return) await returns.HandleAsync(message, identity, content, adapter, ct);
            else if (identity.Kind is MessageKind.RequestAnswer) await requestAnswers.HandleAsync(message, content, adapter, ct);
            else message.Read(MessageState.Refused, new Fault("not-for-billing", $"A message of the type {identity.Type} has no use here."));
        }
        await db.SaveChangesAsync(ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
    }

    internal static Fault? Misdirected(MessageIdentity identity, string payerId, string provider) =>
        Party(identity.Payer) != payerId ? new Fault("another-payer", $"The message comes from {Party(identity.Payer)} and was uploaded as one of {payerId}; upload it there.")
        : Party(identity.Recipient) != provider ? new Fault("another-recipient", $"The message is meant for {Party(identity.Recipient)}; this install is {provider}.")
        : null;

    private static string Party(Identifier identifier) => $"{identifier.Scheme}:{identifier.Value}";
}
