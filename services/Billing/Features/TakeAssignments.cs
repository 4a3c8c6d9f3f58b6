using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Buurtzorg.Platform;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Keeps what a payer assigns, and the return message that it is owed. Of two decisions about one assignment the later holds.</summary>
internal sealed class TakeAssignments(BillingDb db, Pseudonyms pseudonyms, FieldEncryption encryption, InstallClock clock)
{
    public async Task HandleAsync(Message message, byte[] content, AdapterClient adapter, CancellationToken ct)
    {
        var (read, refusals) = await adapter.ReadAsync(new AssignmentsToRead(content, message.RecordedOn, message.ReturnReference!), ct);
        message.Read(read is { Faults.Count: 0 } ? MessageState.Taken : MessageState.Refused, read?.Faults ?? refusals);
        if (read is null) return;

        await db.LockPayerAsync(message.PayerId, ct);
        var numbers = read.Assignments.Select(assignment => assignment.Number).ToList();
        var known = await db.Authorisations.Where(a => a.PayerId == message.PayerId && numbers.Contains(a.Number)).ToDictionaryAsync(a => a.Number, ct);
        foreach (var assignment in read.Assignments)
        {
            var subject = pseudonyms.Of(assignment.Client.Value);
            if (!known.TryGetValue(assignment.Number, out var authorisation))
                db.Add(authorisation = known[assignment.Number] = new Authorisation { Id = Guid.CreateVersion7(clock.Now), PayerId = message.PayerId, Number = assignment.Number, IdentifierHash = subject });
            authorisation.Take(assignment, subject, message.Id, clock.Now);
        }
        var subjects = read.Assignments.Select(assignment => pseudonyms.Of(assignment.Client.Value)).Distinct().ToList();
        db.AddRange(subjects.Select(subject => new MessageSubject(message.Id, subject)));
        if (read.ReturnMessage is { } owed) message.ReturnMessageId = Keep(message, owed, subjects);
    }

    private Guid Keep(Message answered, Document document, List<string> subjects)
    {
        var message = Message.Sent(answered.PayerId, MessageContent.Return, document, null, clock.Today, clock.Now);
        db.Add(message);
        db.Add(new StoredContent(message.Id, encryption.Encrypt(document.Content)));
        db.AddRange(subjects.Select(subject => new MessageSubject(message.Id, subject)));
        return message.Id;
    }
}
