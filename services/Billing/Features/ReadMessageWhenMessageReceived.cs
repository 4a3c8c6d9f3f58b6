using Buurtzorg.Contracts.Billing;

namespace Buurtzorg.Billing.Features;

/// <summary>Reads what came by the adapter, and what was uploaded and whose reading was cut short by a crash or an outage.</summary>
internal static class ReadMessageWhenMessageReceived
{
    public static Task Handle(MessageReceived received, MessageReader reader, WaitingWork waiting, CancellationToken ct) =>
        waiting.DoOrKeepAsync(received.MessageId, received.PayerId, received, () => reader.ReadAsync(received.MessageId, ct), ct);
}
