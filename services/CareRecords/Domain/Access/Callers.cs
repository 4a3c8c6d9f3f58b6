using Buurtzorg.Contracts;
using Buurtzorg.Platform;

namespace Buurtzorg.CareRecords.Domain.Access;

internal static class Callers
{
    // Who may see a record stands in the record. Everybody is let through to that decision, so that every attempt is in the client's log.
    public static readonly string[] AsTheRecordSays =
    [
        CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.Coach, CallerKinds.BackOffice,
        CallerKinds.Integrator, CallerKinds.Operator, CallerKinds.Service,
    ];

    public static AccessEntry LookedAsTeam(this Caller caller, Guid clientId, Guid teamId, string what, TimeProvider clock) => new()
    {
        ClientId = clientId,
        At = clock.GetUtcNow(),
        Act = AccessAct.Look,
        What = what,
        PersonId = caller.PersonId,
        Kind = caller.Kind,
        TeamId = teamId,
        Service = RecordDoor.Service,
        Allowed = true,
        Basis = "team",
    };
}
