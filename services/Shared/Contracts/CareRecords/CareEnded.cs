namespace Buurtzorg.Contracts.CareRecords;

/// <summary>The care of a client ended, or what was told about its end is corrected. It says all there is to say about the episode.</summary>
/// <param name="ClientId">The client; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the admission.</param>
/// <param name="TeamId">The team that gave the care.</param>
/// <param name="Episode">Which stretch of care of this client, 1 for the one that <see cref="ClientAdmitted"/> began.</param>
/// <param name="AdmittedOn">Its first day, in the time zone of the install.</param>
/// <param name="EndedOn">Its last day, in the time zone of the install; not before the first and not in the future.</param>
/// <param name="Reason"><c>completed</c>, <c>died</c>, <c>moved</c>, <c>paused</c>, <c>ended-by-client</c>, <c>ended-by-provider</c>, <c>ended-in-agreement</c>, <c>other-care</c>, <c>other-payer</c> or <c>other</c>.</param>
public sealed record CareEnded(Guid ClientId, long Version, Guid TeamId, int Episode, DateOnly AdmittedOn, DateOnly EndedOn, string Reason);
