using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts.Billing;

namespace Buurtzorg.CareEvents.Features;

internal static class LogWhenAuthorisationChanged
{
    // One that waits for its client is told once it has found them.
    public static Task Handle(AuthorisationChanged e, CareEventsDb db) =>
        e.ClientId is { } clientId ? db.TellAuthorisationAsync(e.AuthorisationId, e.Version, clientId) : Task.CompletedTask;
}

internal static class LogWhenAuthorisationMatched
{
    public static Task Handle(AuthorisationMatched e, CareEventsDb db) => db.TellAuthorisationAsync(e.AuthorisationId, e.Version, e.ClientId);
}

internal static class LogWhenClaimSubmitted
{
    public static Task Handle(ClaimSubmitted e, CareEventsDb db) => db.TellClaimAsync("claims.claim-submitted.v1", e.ClaimId, e.Version, e.Period);
}

internal static class LogWhenClaimAnswered
{
    public static Task Handle(ClaimAnswered e, CareEventsDb db) => db.TellClaimAsync("claims.claim-answered.v1", e.ClaimId, e.Version, e.Period);
}

file static class Told
{
    public static Task TellAuthorisationAsync(this CareEventsDb db, Guid authorisationId, long version, Guid clientId)
    {
        db.Tell("authorisations.authorisation-received.v1", authorisationId, version, clientId, teamId: null,
            ("authorisationId", authorisationId), ("clientId", clientId), ("version", version), ("happenedAt", DateTimeOffset.UtcNow));
        return Task.CompletedTask;
    }

    public static Task TellClaimAsync(this CareEventsDb db, string type, Guid claimId, long version, string period)
    {
        db.Tell(type, claimId, version, clientId: null, teamId: null,
            ("claimId", claimId), ("period", period), ("version", version), ("happenedAt", DateTimeOffset.UtcNow));
        return Task.CompletedTask;
    }
}
