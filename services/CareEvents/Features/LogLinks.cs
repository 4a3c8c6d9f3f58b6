using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts.SocialMap;

namespace Buurtzorg.CareEvents.Features;

// Which activity it is says something about a person: it is fetched by those who may know it.

internal static class LogWhenActivityLinked
{
    public static Task Handle(ActivityLinked e, CareEventsDb db) => db.TellLinkAsync("links.link-made.v1", e.LinkId, e.Version, e.ClientId, e.TeamId, ("happenedOn", e.LinkedOn));
}

internal static class LogWhenActivityLinkFollowedUp
{
    public static Task Handle(ActivityLinkFollowedUp e, CareEventsDb db) => db.TellLinkAsync("links.link-followed-up.v1", e.LinkId, e.Version, e.ClientId, e.TeamId, ("happenedAt", DateTimeOffset.UtcNow));
}

internal static class LogWhenActivityLinkEnded
{
    public static Task Handle(ActivityLinkEnded e, CareEventsDb db) => db.TellLinkAsync("links.link-ended.v1", e.LinkId, e.Version, e.ClientId, e.TeamId, ("happenedOn", e.EndedOn));
}

file static class Links
{
    public static Task TellLinkAsync(this CareEventsDb db, string type, Guid linkId, long version, Guid clientId, Guid teamId, (string, object?) when)
    {
        db.Tell(type, linkId, version, clientId, teamId, ("linkId", linkId), ("clientId", clientId), ("teamId", teamId), ("version", version), when);
        return Task.CompletedTask;
    }
}
