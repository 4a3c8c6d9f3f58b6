namespace Buurtzorg.Contracts.CareRecords;

/// <summary>
/// A client who was in care before is in care: a new episode began, its first day is corrected, or the end of an episode turned out not
/// to be one. It says all there is to say about the episode, which has no end now.
/// </summary>
/// <param name="ClientId">The client; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the admission.</param>
/// <param name="TeamId">The team that gives the care.</param>
/// <param name="Episode">Which stretch of care of this client, 1 for the one that <see cref="ClientAdmitted"/> began.</param>
/// <param name="AdmittedOn">Its first day, in the time zone of the install.</param>
public sealed record CareResumed(Guid ClientId, long Version, Guid TeamId, int Episode, DateOnly AdmittedOn);
