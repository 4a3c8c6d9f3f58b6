namespace Buurtzorg.Contracts.Billing;

/// <summary>What a payer authorises is known, changed or withdrawn, by a message or by hand; billing tells it to itself too.</summary>
/// <param name="AuthorisationId">The authorisation; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the authorisation.</param>
/// <param name="PayerId">The payer as the agreements name it, <c>scheme:value</c>.</param>
/// <param name="ClientId">The client, when they are in care already; null while the authorisation waits for its client, and where the event is older than this fact.</param>
public sealed record AuthorisationChanged(Guid AuthorisationId, long Version, string PayerId, Guid? ClientId = null);
