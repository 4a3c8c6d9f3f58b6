namespace Buurtzorg.Contracts.Scheduling;

/// <summary>Somebody is no longer a member of a team.</summary>
/// <param name="TeamId">The team; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the team.</param>
/// <param name="PersonId">The person, as in the tokens of the issuer.</param>
public sealed record TeamMemberLeft(Guid TeamId, long Version, Guid PersonId);
