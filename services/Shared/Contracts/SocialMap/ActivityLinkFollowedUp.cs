namespace Buurtzorg.Contracts.SocialMap;

/// <summary>Somebody asked the client how it goes with an activity; the answer stays in the social map.</summary>
/// <param name="LinkId">The link; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the link.</param>
/// <param name="ClientId">The client.</param>
/// <param name="TeamId">The team in a care relation with the client.</param>
public sealed record ActivityLinkFollowedUp(Guid LinkId, long Version, Guid ClientId, Guid TeamId);
