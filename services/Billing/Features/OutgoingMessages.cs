using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Platform;

namespace Buurtzorg.Billing.Features;

/// <summary>Keeps what is made for a payer: the exact bytes, encrypted, and whom they are about, in the transaction of whoever made them; then it can be sent.</summary>
internal sealed class OutgoingMessages(BillingDb db, AgreementBook agreements, FieldEncryption encryption, InstallClock clock)
{
    /// <param name="dueOn">The last day on which it is in time, where somebody waits for it.</param>
    public Message Keep(string payerId, MessageContent kind, Document document, Guid? claimId, IEnumerable<string> subjects, DateOnly? dueOn = null)
    {
        var message = Message.Sent(payerId, kind, document, claimId, clock.Today, clock.Now);
        message.DueOn = dueOn;
        db.Add(message);
        db.Add(new StoredContent(message.Id, encryption.Encrypt(document.Content)));
        db.AddRange(subjects.Select(subject => new MessageSubject(message.Id, subject)));
        db.Announce(message.Id, 1, new MessageStored(message.Id, 1, payerId));
        return message;
    }

    /// <summary>Until when what we owe for a message that we received is in time.</summary>
    /// <param name="within">Working days, as the manifest of the adapter says.</param>
    public DateOnly DueOn(Message received, int within) => agreements.Calendar.After(received.RecordedOn, within);
}
