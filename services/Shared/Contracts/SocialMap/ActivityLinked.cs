namespace Buurtzorg.Contracts.SocialMap;

/// <summary>A client, who agreed to it, was linked to an activity of the social map.</summary>
/// <param name="LinkId">The link; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the link.</param>
/// <param name="ClientId">The client.</param>
/// <param name="TeamId">The team in a care relation with the client.</param>
/// <param name="ServiceId">The activity, a service of the social map.</param>
/// <param name="LinkedOn">The day of the link, in the time zone of the install.</param>
public sealed record ActivityLinked(Guid LinkId, long Version, Guid ClientId, Guid TeamId, Guid ServiceId, DateOnly LinkedOn);
