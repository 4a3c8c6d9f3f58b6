namespace Buurtzorg.Contracts.CareRecords;

/// <summary>A team took a client into care.</summary>
/// <param name="ClientId">The client; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the admission.</param>
/// <param name="TeamId">The team in a care relation with the client.</param>
/// <param name="IdentifierHash">Base64 of the HMAC-SHA-256 of the national identifier, under a key that only care-records and billing hold: it lets a waiting assignment find its client, and nothing else.</param>
/// <param name="AdmittedOn">The first day of care, in the time zone of the install.</param>
public sealed record ClientAdmitted(Guid ClientId, long Version, Guid TeamId, string IdentifierHash, DateOnly AdmittedOn);
