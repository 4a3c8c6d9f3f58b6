namespace Buurtzorg.Contracts.SocialMap;

/// <summary>A client no longer goes to an activity, or took back their agreement to the link.</summary>
/// <param name="LinkId">The link; the aggregate of this event.</param>
/// <param name="Version">Rises with every change of the link.</param>
/// <param name="ClientId">The client.</param>
/// <param name="TeamId">The team in a care relation with the client.</param>
/// <param name="EndedOn">The day it ended, in the time zone of the install; not before the day of the link.</param>
public sealed record ActivityLinkEnded(Guid LinkId, long Version, Guid ClientId, Guid TeamId, DateOnly EndedOn);
