namespace Buurtzorg.Contracts.Billing;

/// <summary>The exact bytes of a message for a payer were stored and can be sent; billing tells it to itself, so that no crash and no outage loses it.</summary>
/// <param name="MessageId">The message; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the message.</param>
/// <param name="PayerId">The payer as the agreements name it, <c>scheme:value</c>.</param>
public sealed record MessageStored(Guid MessageId, long Version, string PayerId);
