using Buurtzorg.Billing.Adapters;
using Buurtzorg.Billing.Agreements;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Domain;
using Buurtzorg.BillingAdapters.Contract;
using Microsoft.EntityFrameworkCore;

namespace Buurtzorg.Billing.Features;

/// <summary>Takes what a payer sends back on a notice or a request. The first return holds.</summary>
internal sealed class TakeReturn(BillingDb db, AgreementBook agreements)
{
    public async Task HandleAsync(Message message, MessageIdentity identity, byte[] content, AdapterClient adapter, CancellationToken ct)
    {
        ISent? sent = await db.LockNoticeAsync(message.PayerId, identity.OurReference, ct);
        sent ??= await db.LockRequestAsync(message.PayerId, identity.OurReference, ct);
        if (sent is null)
        {
            message.Read(MessageState.Refused, new Fault("unknown-reference", $"Nothing was sent to this payer under the reference {identity.OurReference}."));
            return;
        }
        var subjects = await db.Clients.Where(client => client.ClientId == sent.ClientId).Select(client => client.IdentifierHash).ToListAsync(ct);
        db.AddRange(subjects.Select(subject => new MessageSubject(message.Id, subject)));

        var question = new SentMessage(sent.Reference, RenderClaimWhenClaimClosed.Party(agreements.Provider), RenderClaimWhenClaimClosed.Party(sent.PayerId), sent.AssignmentNumbers);
        var (answer, faults) = await adapter.ReadAsync(new ReturnToRead(content, question), ct);
        if (answer is not { Faults.Count: 0, Outcome: ReturnOutcome.Accepted or ReturnOutcome.Rejected })
        {
            message.Read(MessageState.Refused, answer?.Faults ?? faults);
            return;
        }
        var outcome = sent.Returned(answer, message.Id);
        message.Read(outcome, outcome is MessageState.Contradicting
            ? [new Fault("contradicts", $"The payer returned something else on {sent.Reference} before, or nothing was waited for; what was taken first holds. Ask the payer what was meant.")]
            : []);
    }
}
