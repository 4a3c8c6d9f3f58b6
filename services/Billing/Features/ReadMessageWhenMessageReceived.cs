using Buurtzorg.Billing.Data;
using Buurtzorg.Contracts.Billing;

namespace Buurtzorg.Billing.Features;

/// <summary>
/// Reads what came by the adapter, and what was uploaded and whose reading was cut short by a crash or an outage. While the upload still
/// reads it, nobody waits here: it is looked at again later.
/// </summary>
internal static class ReadMessageWhenMessageReceived
{
    public static async Task Handle(MessageReceived received, BillingDb db, MessageReader reader, WaitingWork waiting, CancellationToken ct)
    {
        if (await db.TryLockMessageAsync(received.MessageId, ct))
            await waiting.DoOrKeepAsync(received.MessageId, received.PayerId, received, () => reader.ReadAsync(received.MessageId, ct), ct);
        else await waiting.KeepAsync(received.MessageId, received.PayerId, received, ct);
    }
}
