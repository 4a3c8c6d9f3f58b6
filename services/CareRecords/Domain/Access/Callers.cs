using Buurtzorg.Contracts;
using Buurtzorg.Platform;

namespace Buurtzorg.CareRecords.Domain.Access;

internal static class Callers
{
    /// <summary>
    /// Who may see a record stands in the record, not in the token. Every kind of caller is let through to that decision, so that every
    /// attempt is in the client's log; a denial is 404.
    /// </summary>
    public static RouteHandlerBuilder AsTheRecordSays(this RouteHandlerBuilder endpoint) => endpoint
        .RequireKind(CallerKinds.Professional, CallerKinds.Citizen, CallerKinds.Coach, CallerKinds.BackOffice, CallerKinds.Integrator, CallerKinds.Operator, CallerKinds.Service)
        .MayRefuse(StatusCodes.Status404NotFound, StatusCodes.Status503ServiceUnavailable);

    public static RouteHandlerBuilder MayRefuse(this RouteHandlerBuilder endpoint, params int[] statuses)
    {
        foreach (var status in statuses) endpoint.ProducesProblem(status);
        return endpoint;
    }

    /// <summary>What the log says of a member of the client's team.</summary>
    public static AccessEntry AsMember(this Caller caller, Guid clientId, Guid teamId, AccessAct act, string what, TimeProvider clock) => new()
    {
        ClientId = clientId,
        At = clock.GetUtcNow(),
        Act = act,
        What = what,
        PersonId = caller.PersonId,
        Kind = caller.Kind,
        TeamId = teamId,
        Service = RecordDoor.Service,
        Allowed = true,
        Basis = "team",
    };
}
