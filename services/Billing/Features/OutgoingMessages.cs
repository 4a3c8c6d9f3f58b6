using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Platform;

namespace Buurtzorg.Billing.Features;

/// <summary>Keeps what is made for a payer: the exact bytes, encrypted, and whom they are about, in the transaction of whoever made them.</summary>
internal sealed class OutgoingMessages(BillingDb db, FieldEncryption encryption, InstallClock clock)
{
    public Message Keep(string payerId, MessageContent kind, Document document, Guid? claimId, IEnumerable<string> subjects)
    {
        var message = Message.Sent(payerId, kind, document, claimId, clock.Today, clock.Now);
        db.Add(message);
        db.Add(new StoredContent(message.Id, encryption.Encrypt(document.Content)));
        db.AddRange(subjects.Select(subject => new MessageSubject(message.Id, subject)));
        return message;
    }
}
