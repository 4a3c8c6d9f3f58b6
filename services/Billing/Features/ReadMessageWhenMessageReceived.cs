using Buurtzorg.Contracts.Billing;

namespace Buurtzorg.Billing.Features;

/// <summary>The upload reads a message itself; this finds the ones whose reading was cut short by a crash or an outage.</summary>
internal static class ReadMessageWhenMessageReceived
{
    public static Task Handle(MessageReceived received, MessageReader reader, CancellationToken ct) => reader.ReadAsync(received.MessageId, ct);
}
