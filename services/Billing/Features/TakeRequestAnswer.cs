using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Takes what a payer answers to a request, and keeps the return message that it is owed. A request that is granted is answered by assignments instead.</summary>
internal sealed class TakeRequestAnswer(BillingDb db, OutgoingMessages outgoing)
{
    public async Task HandleAsync(Message message, byte[] content, AdapterClient adapter, CancellationToken ct)
    {
        var (answer, faults) = await adapter.ReadAsync(new RequestAnswerToRead(content, message.RecordedOn, message.ReturnReference!), ct);
        var request = answer is null ? null : await db.LockRequestAsync(message.PayerId, answer.RequestReference, ct);
        var subjects = await db.Clients.Where(client => request != null && client.ClientId == request.ClientId).Select(client => client.IdentifierHash).ToListAsync(ct);
        db.AddRange(subjects.Select(subject => new MessageSubject(message.Id, subject)));
        if (answer?.ReturnMessage is { } owed) message.ReturnMessageId = outgoing.Keep(message.PayerId, MessageContent.Return, owed, null, subjects, outgoing.DueOn(message, adapter.Manifest.Deadlines.ReturnMessage)).Id;

        if (answer is not { Faults.Count: 0, Outcome: not RequestOutcome.Undecided }) message.Read(MessageState.Refused, answer?.Faults ?? faults);
        else if (request is null) message.Read(MessageState.Refused, new Fault("unknown-request", $"There is no request {answer.RequestReference} to this payer."));
        else
        {
            var outcome = request.Answered(answer, message.Id);
            message.Read(outcome, outcome is MessageState.Contradicting
                ? [new Fault("contradicts", $"The payer granted {request.RequestReference} before and rejects it now; the authorisation holds. Ask the payer what was meant.")]
                : []);
        }
    }
}
