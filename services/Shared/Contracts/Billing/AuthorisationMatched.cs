namespace Buurtzorg.Contracts.Billing;

/// <summary>The client whom an authorisation is for came into care after it was known. It did not change; billing itself heard of the client already.</summary>
/// <param name="AuthorisationId">The authorisation; the aggregate of this event.</param>
/// <param name="Version">The present version of the authorisation: the same as in the <see cref="AuthorisationChanged"/> that named no client.</param>
/// <param name="PayerId">The payer as the agreements name it, <c>scheme:value</c>.</param>
/// <param name="ClientId">The client.</param>
public sealed record AuthorisationMatched(Guid AuthorisationId, long Version, string PayerId, Guid ClientId);
