using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Log;
using Buurtzorg.Contracts.Billing;

namespace Buurtzorg.CareEvents.Features;

internal static class LogWhenAuthorisationChanged
{
    // One that waits for its client is told again once the client is known.
    public static Task Handle(AuthorisationChanged e, CareEventsDb db)
    {
        if (e.ClientId is { } clientId)
            db.Tell("authorisations.authorisation-received.v1", e.AuthorisationId, e.Version, clientId, teamId: null,
                ("authorisationId", e.AuthorisationId), ("clientId", clientId), ("version", e.Version), ("happenedAt", DateTimeOffset.UtcNow));
        return Task.CompletedTask;
    }
}

internal static class LogWhenClaimSubmitted
{
    public static Task Handle(ClaimSubmitted e, CareEventsDb db) => db.TellClaimAsync("claims.claim-submitted.v1", e.ClaimId, e.Version, e.Period);
}

internal static class LogWhenClaimAnswered
{
    public static Task Handle(ClaimAnswered e, CareEventsDb db) => db.TellClaimAsync("claims.claim-answered.v1", e.ClaimId, e.Version, e.Period);
}

file static class Claims
{
    public static Task TellClaimAsync(this CareEventsDb db, string type, Guid claimId, long version, string period)
    {
        db.Tell(type, claimId, version, clientId: null, teamId: null,
            ("claimId", claimId), ("period", period), ("version", version), ("happenedAt", DateTimeOffset.UtcNow));
        return Task.CompletedTask;
    }
}
