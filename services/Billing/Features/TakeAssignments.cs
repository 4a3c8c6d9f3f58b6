using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Keeps what a payer assigns, and the return message that it is owed. Of two decisions about one assignment the later holds.</summary>
internal sealed class TakeAssignments(BillingDb db, Pseudonyms pseudonyms, OutgoingMessages outgoing, InstallClock clock)
{
    public async Task HandleAsync(Message message, byte[] content, AdapterClient adapter, CancellationToken ct)
    {
        var (read, refusals) = await adapter.ReadAsync(new AssignmentsToRead(content, message.RecordedOn, message.ReturnReference!), ct);
        await db.LockPayerAsync(message.PayerId, ct);
        var known = await KnownAsync(message.PayerId, read?.Assignments ?? [], ct);
        var subjects = (read?.Assignments ?? []).Select(assignment => pseudonyms.Of(assignment.Client.Value)).Distinct().ToList();
        if (read is not null && await ObjectionsAsync(message, read, known, ct) is { Count: > 0 } objections)
            (read, refusals) = await adapter.ReadAsync(new AssignmentsToRead(content, message.RecordedOn, message.ReturnReference!, objections), ct);

        var clients = await db.LockClientsBehindAsync(subjects, ct);
        message.Read(read is { Faults.Count: 0 } ? MessageState.Taken : MessageState.Refused, read?.Faults ?? refusals);
        foreach (var assignment in read?.Assignments ?? [])
        {
            var subject = pseudonyms.Of(assignment.Client.Value);
            if (!known.TryGetValue(assignment.Number, out var authorisation))
                db.Add(authorisation = known[assignment.Number] = new Authorisation { Id = Guid.CreateVersion7(clock.Now), PayerId = message.PayerId, Number = assignment.Number, IdentifierHash = subject });
            else await db.OpenMonthsOfAuthorisationAsync(authorisation.Id, ct);
            if (authorisation.Take(assignment, subject, message.Id, clock.Now))
                db.Announce(authorisation, clients.GetValueOrDefault(subject));
        }
        db.AddRange(subjects.Select(subject => new MessageSubject(message.Id, subject)));
        if (read?.ReturnMessage is { } owed) message.ReturnMessageId = outgoing.Keep(message.PayerId, MessageContent.Return, owed, null, subjects, outgoing.DueOn(message, adapter.Manifest.Deadlines.ReturnMessage)).Id;
    }

    /// <summary>What only billing can hold against a message, because it knows the earlier ones.</summary>
    internal static List<Objection> Objections(
        IReadOnlyList<Assignment> assignments, bool referenceUsed, IReadOnlyDictionary<string, Authorisation> known, IReadOnlyCollection<Guid> granted, Func<string, string> pseudonym) =>
    [
        .. referenceUsed ? [new Objection(ObjectionCode.ReferenceUsedBefore)] : Array.Empty<Objection>(),
        .. from assignment in assignments
           where known.TryGetValue(assignment.Number, out var other) && other.Source is AuthorisationSource.Message && (other.IdentifierHash != pseudonym(assignment.Client.Value) || other.Category != assignment.Product.Category || other.Code != assignment.Product.Code)
           select new Objection(ObjectionCode.NumberUsedForAnother, assignment.Number),
        .. from assignment in assignments
           where assignment.Change is AssignmentChange.Withdrawn && known.TryGetValue(assignment.Number, out var withdrawn) && granted.Contains(withdrawn.Id)
           select new Objection(ObjectionCode.HasGrantedLines, assignment.Number),
    ];

    private async Task<List<Objection>> ObjectionsAsync(Message message, AssignmentsRead read, Dictionary<string, Authorisation> known, CancellationToken ct)
    {
        var used = await db.Messages.AnyAsync(
            other => other.PayerId == message.PayerId && other.Type == read.Message.Type && other.PayerReference == read.Message.Reference && other.Id != message.Id && other.State != MessageState.Stored, ct);
        var ids = known.Values.Select(authorisation => authorisation.Id).ToList();
        var granted = await db.ClaimLines.Where(line => line.AuthorisationId != null && ids.Contains(line.AuthorisationId.Value) && line.State == LineState.Granted).Select(line => line.AuthorisationId!.Value).Distinct().ToListAsync(ct);
        return Objections(read.Assignments, used, known, granted, pseudonyms.Of);
    }

    private Task<Dictionary<string, Authorisation>> KnownAsync(string payerId, IReadOnlyList<Assignment> assignments, CancellationToken ct)
    {
        var numbers = assignments.Select(assignment => assignment.Number).ToList();
        return db.Authorisations.Where(a => a.PayerId == payerId && numbers.Contains(a.Number)).ToDictionaryAsync(a => a.Number, ct);
    }
}
