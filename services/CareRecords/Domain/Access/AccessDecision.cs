using Buurtzorg.Contracts;

namespace Buurtzorg.CareRecords.Domain.Access;

internal sealed record AccessFacts
{
    public string? QualificationInTheTeam { get; init; }
    public bool IsTheClient { get; init; }
    public bool IsRepresentative { get; init; }
    public AccessRuling? Ruling { get; init; }
    public IReadOnlyList<AccessScope> Scopes { get; init; } = [];
    public DateTimeOffset? GrantedUntil { get; init; }
    public DateTimeOffset? EmergencyUntil { get; init; }
}

internal readonly record struct AccessVerdict(bool Allowed, AccessBasis Basis)
{
    public static AccessVerdict Yes(AccessBasis basis) => new(true, basis);
    public static AccessVerdict No(AccessBasis basis) => new(false, basis);
}

internal static class AccessDecision
{
    // The order is the rule: a refusal stands below the team and the client, and above everybody else, emergencies included.
    public static AccessVerdict Decide(string kind, Right right, AccessFacts facts, DateTimeOffset now)
    {
        var professional = kind == CallerKinds.Professional;
        var citizen = kind == CallerKinds.Citizen;

        if (professional && facts.QualificationInTheTeam is not null && TeamMay(right))
            return AccessVerdict.Yes(AccessBasis.Team);
        if (citizen && facts.IsTheClient && ClientMay(right))
            return AccessVerdict.Yes(AccessBasis.Client);
        if (facts.Ruling is AccessRuling.Refused)
            return AccessVerdict.No(AccessBasis.Refused);
        if (citizen && facts.IsRepresentative && ClientMay(right))
            return AccessVerdict.Yes(AccessBasis.Representative);
        if ((citizen || professional || kind == CallerKinds.Integrator) && IsGranted(right, facts, now))
            return AccessVerdict.Yes(AccessBasis.Granted);
        if (professional && EmergencyAllows(right, facts, now))
            return AccessVerdict.Yes(AccessBasis.Emergency);
        return AccessVerdict.No(AccessBasis.None);
    }

    public static Right RightToSee(AccessScope scope) => scope switch
    {
        AccessScope.Schedule => Right.SeeSchedule,
        AccessScope.Record => Right.SeeRecord,
        _ => Right.SeeAccessLog,
    };

    private static bool TeamMay(Right right) => right is not (Right.SeeAccessLog or Right.DecideAccess);

    private static bool ClientMay(Right right) => right is not (Right.GiveCare or Right.OpenEmergencyAccess);

    private static bool IsGranted(Right right, AccessFacts facts, DateTimeOffset now) =>
        facts.Ruling is AccessRuling.Granted
        && (facts.GrantedUntil is null || now < facts.GrantedUntil)
        && facts.Scopes.Any(scope => RightToSee(scope) == right);

    private static bool EmergencyAllows(Right right, AccessFacts facts, DateTimeOffset now) =>
        right is Right.OpenEmergencyAccess || (right is Right.SeeSchedule or Right.SeeRecord && now < facts.EmergencyUntil);
}
