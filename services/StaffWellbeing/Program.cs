using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.StaffWellbeing.Domain;
using Buurtzorg.StaffWellbeing.Features;

var service = PlatformService.Create("staff-wellbeing", args);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.AddDatabase<StaffWellbeingDb>();
service.AddEncryption();
service.Services.AddHostedService<FixFigures>();
InstallTimeZone.Add(service.Services);

service.React<TeamMemberJoined>(KeepMemberWhenTeamMemberJoined.Handle);
service.React<TeamMemberLeft>(ForgetMemberWhenTeamMemberLeft.Handle);

return await service.RunAsync(routes =>
{
    TellAbsenceEndpoint.Map(routes);
    ShowAbsenceEndpoint.Map(routes);
    ExpectReturnEndpoint.Map(routes);
    TellReturnEndpoint.Map(routes);
    WithdrawAbsenceEndpoint.Map(routes);
    SaySickLeaveEndpoint.Map(routes);
    ListAbsencesEndpoint.Map(routes);
    ListSicknessRatesEndpoint.Map(routes);

    PutPulseQuestionsEndpoint.Map(routes);
    ShowMyPulseEndpoint.Map(routes);
    TakePulseLinkEndpoint.Map(routes);
    AnswerPulseEndpoint.Map(routes);
    ListPulseFiguresEndpoint.Map(routes);

    TellLearningMomentEndpoint.Map(routes);
    ListLearningMomentsEndpoint.Map(routes);
    ThankForLearningMomentEndpoint.Map(routes);

    OfferExpertiseEndpoint.Map(routes);
    FindExpertiseEndpoint.Map(routes);

    AskForCoachEndpoint.Map(routes);
    ListCoachRequestsEndpoint.Map(routes);
    TakeUpCoachRequestEndpoint.Map(routes);
    ChangeCoachRequestEndpoint.Map(routes);
    ShowSharedWithCoachEndpoint.Map(routes);
});
