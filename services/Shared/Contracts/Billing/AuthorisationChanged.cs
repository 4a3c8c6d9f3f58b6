namespace Buurtzorg.Contracts.Billing;

/// <summary>What a payer authorises is known, changed or withdrawn, by a message or by hand; billing tells it to itself.</summary>
/// <param name="AuthorisationId">The authorisation; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the authorisation.</param>
/// <param name="PayerId">The payer as the agreements name it, <c>scheme:value</c>.</param>
public sealed record AuthorisationChanged(Guid AuthorisationId, long Version, string PayerId);
