using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.Contracts;
using Xunit;

namespace Buurtzorg.CareRecords.Tests.Pure;

public sealed class AccessDecisionTests
{
    private const string Professional = CallerKinds.Professional, Citizen = CallerKinds.Citizen;
    private static readonly DateTimeOffset Now = new(2026, 10, 12, 9, 0, 0, TimeSpan.Zero);
    private const string Nothing = "", See = "SeeSchedule SeeRecord ", Emergency = "OpenEmergencyAccess ";
    private const string OfTheTeam = "SeeSchedule SeeRecord ChangeNetwork GiveCare OpenEmergencyAccess ";
    private const string OfTheClient = "SeeSchedule SeeRecord SeeAccessLog DecideAccess ChangeNetwork ";

    private static readonly AccessFacts Nobody = new();
    private static readonly AccessFacts InTheTeam = new() { QualificationInTheTeam = "nurse" };
    private static readonly AccessFacts TheClient = new() { IsTheClient = true };
    private static readonly AccessFacts Representative = new() { IsRepresentative = true };
    private static readonly AccessFacts Refused = new() { Ruling = AccessRuling.Refused };
    private static readonly AccessFacts GrantedSchedule = new() { Ruling = AccessRuling.Granted, Scopes = [AccessScope.Schedule] };
    private static readonly AccessFacts GrantedAll = new() { Ruling = AccessRuling.Granted, Scopes = [AccessScope.Schedule, AccessScope.Record, AccessScope.AccessLog] };
    private static readonly AccessFacts EmergencyOpen = new() { EmergencyUntil = Now.AddSeconds(1) };

    // Every row says exactly what somebody may; every other right is denied.
    public static TheoryData<string, string, string, string> Table => new()
    {
        { "a member of the team", Professional, nameof(InTheTeam), OfTheTeam },
        { "a member of the team whom the client refused", Professional, "InTheTeam refused", OfTheTeam },
        { "a member of the team, privately", Citizen, nameof(InTheTeam), Nothing },
        { "a professional of another team", Professional, nameof(Nobody), Emergency },
        { "the client", Citizen, nameof(TheClient), OfTheClient },
        { "the client, whom a rule names", Citizen, "TheClient refused", OfTheClient },
        { "the client's login with another kind", Professional, nameof(TheClient), Emergency },
        { "the representative", Citizen, nameof(Representative), OfTheClient },
        { "a representative whom the client refused", Citizen, "Representative refused", Nothing },
        { "family without a grant", Citizen, nameof(Nobody), Nothing },
        { "whom the client refused", Citizen, nameof(Refused), Nothing },
        { "whom the client lets see the schedule", Citizen, nameof(GrantedSchedule), "SeeSchedule" },
        { "a grant that ends later", Citizen, "GrantedSchedule ends later", "SeeSchedule" },
        { "a grant that ends now", Citizen, "GrantedSchedule ends now", Nothing },
        { "whom the client lets see all", Citizen, nameof(GrantedAll), See + "SeeAccessLog" },
        { "a specialist whom the client granted", Professional, nameof(GrantedAll), See + "SeeAccessLog " + Emergency },
        { "an emergency", Professional, nameof(EmergencyOpen), See + Emergency },
        { "an emergency that is over", Professional, "EmergencyOpen over", Emergency },
        { "an emergency of a professional whom the client refused", Professional, "EmergencyOpen refused", Nothing },
        { "an emergency of somebody who is no professional", Citizen, nameof(EmergencyOpen), Nothing },
        { "a coach", CallerKinds.Coach, nameof(GrantedAll), Nothing },
        { "the back office", CallerKinds.BackOffice, nameof(GrantedAll), Nothing },
        { "an operator", CallerKinds.Operator, nameof(GrantedAll), Nothing },
        { "an integrator whom the client granted", CallerKinds.Integrator, nameof(GrantedAll), See + "SeeAccessLog" },
        { "an integrator whom nobody granted", CallerKinds.Integrator, "Nobody", Nothing },
        { "a service", CallerKinds.Service, nameof(GrantedAll), Nothing },
        { "an unknown kind", "", nameof(GrantedAll), Nothing },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Somebody_may_exactly_what_their_row_says(string who, string kind, string facts, string rights)
    {
        Assert.NotEmpty(who);
        var allowed = Enum.GetValues<Right>().Where(right => AccessDecision.Decide(kind, right, Of(facts), Now).Allowed);
        Assert.Equal(rights.Trim(), string.Join(' ', allowed));
    }

    [Theory]
    [InlineData(Professional, nameof(InTheTeam), AccessBasis.Team)]
    [InlineData(Citizen, nameof(TheClient), AccessBasis.Client)]
    [InlineData(Citizen, nameof(Representative), AccessBasis.Representative)]
    [InlineData(Citizen, nameof(GrantedSchedule), AccessBasis.Granted)]
    [InlineData(Professional, nameof(EmergencyOpen), AccessBasis.Emergency)]
    [InlineData(Citizen, nameof(Refused), AccessBasis.Refused)]
    [InlineData(Citizen, nameof(Nobody), AccessBasis.None)]
    public void The_answer_says_why(string kind, string facts, AccessBasis basis) =>
        Assert.Equal(basis, AccessDecision.Decide(kind, Right.SeeSchedule, Of(facts), Now).Basis);

    private static AccessFacts Of(string name) => name switch
    {
        nameof(Nobody) => Nobody,
        nameof(InTheTeam) => InTheTeam,
        "InTheTeam refused" => InTheTeam with { Ruling = AccessRuling.Refused },
        nameof(TheClient) => TheClient,
        "TheClient refused" => TheClient with { Ruling = AccessRuling.Refused },
        nameof(Representative) => Representative,
        "Representative refused" => Representative with { Ruling = AccessRuling.Refused },
        nameof(Refused) => Refused,
        nameof(GrantedSchedule) => GrantedSchedule,
        "GrantedSchedule ends later" => GrantedSchedule with { GrantedUntil = Now.AddSeconds(1) },
        "GrantedSchedule ends now" => GrantedSchedule with { GrantedUntil = Now },
        nameof(GrantedAll) => GrantedAll,
        nameof(EmergencyOpen) => EmergencyOpen,
        "EmergencyOpen over" => EmergencyOpen with { EmergencyUntil = Now },
        "EmergencyOpen refused" => EmergencyOpen with { Ruling = AccessRuling.Refused },
        _ => throw new ArgumentException(name),
    };
}
