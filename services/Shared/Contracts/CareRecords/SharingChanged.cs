namespace Buurtzorg.Contracts.CareRecords;

/// <summary>The client switched on or off that events about them are told to other organisations. Until the first time it is on.</summary>
/// <param name="ClientId">The client; the aggregate of this event.</param>
/// <param name="Version">Rises each time this client uses the switch.</param>
/// <param name="TeamId">The team in a care relation with the client.</param>
/// <param name="Shares">Whether events about the client are told from now on; when false, the earlier ones are no longer told either.</param>
public sealed record SharingChanged(Guid ClientId, long Version, Guid TeamId, bool Shares);
