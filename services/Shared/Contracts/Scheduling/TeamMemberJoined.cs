namespace Buurtzorg.Contracts.Scheduling;

/// <summary>A nurse or nursing assistant became a member of a team.</summary>
/// <param name="TeamId">The team; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the team.</param>
/// <param name="PersonId">The person, as in the tokens of the issuer.</param>
/// <param name="Qualification"><c>district-nurse</c>, <c>nurse</c> or <c>nursing-assistant</c>.</param>
/// <param name="ContractedMinutesPerWeek">Whole minutes, 0 (on call) to 2880; null where the event is older than this fact.</param>
public sealed record TeamMemberJoined(Guid TeamId, long Version, Guid PersonId, string Qualification, int? ContractedMinutesPerWeek = null);
