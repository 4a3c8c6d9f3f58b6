namespace Buurtzorg.Contracts.Billing;

/// <summary>A payer's message was stored as it came and waits to be read; billing tells it to itself, so that no crash and no outage loses it.</summary>
/// <param name="MessageId">The message; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the message.</param>
/// <param name="PayerId">The payer as the agreements name it, <c>scheme:value</c>.</param>
public sealed record MessageReceived(Guid MessageId, long Version, string PayerId);
