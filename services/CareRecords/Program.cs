using Buurtzorg.CareRecords.Data;
using Buurtzorg.CareRecords.Domain.Access;
using Buurtzorg.CareRecords.Domain.Clients;
using Buurtzorg.CareRecords.Features;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.Platform;

var service = PlatformService.Create("care-records", args);
service.Services.AddValidation();
service.AddDatabase<CareRecordsDb>();
service.AddEncryption();
service.Services.AddOptionsWithValidateOnStart<PseudonymSettings>().BindConfiguration("Pseudonyms").Validate(settings => settings.HasKey(), PseudonymSettings.Mistake);
service.Services.AddSingleton<Pseudonyms>().AddScoped<RecordDoor>();

service.React<TeamMemberJoined>(KeepMemberWhenTeamMemberJoined.Handle);
service.React<TeamMemberLeft>(ForgetMemberWhenTeamMemberLeft.Handle);
service.React<ActivityLinked>(KeepActivityWhenActivityLinked.Handle);
service.React<ActivityLinkEnded>(EndActivityWhenActivityLinkEnded.Handle);

service.Command("verify-access-log", "walks the hash chains of the access log and names the first broken entry", VerifyAccessLog.Run);

return await service.RunAsync(routes =>
{
    AdmitClientEndpoint.Map(routes);
    ListClientsEndpoint.Map(routes);
    ShowClientEndpoint.Map(routes);
    EndCareEndpoint.Map(routes);
    ResumeCareEndpoint.Map(routes);
    AddToNetworkEndpoint.Map(routes);
    ShowNetworkEndpoint.Map(routes);
    ShowActivitiesEndpoint.Map(routes);

    DecideWhoMaySeeEndpoint.Map(routes);
    RevokeDecisionEndpoint.Map(routes);
    ListAccessRulesEndpoint.Map(routes);
    ChangeSharingEndpoint.Map(routes);
    ShowSharingEndpoint.Map(routes);
    ReadAccessLogEndpoint.Map(routes);
    OpenEmergencyAccessEndpoint.Map(routes);
    ListEmergencyAccessesEndpoint.Map(routes);

    RecordAssessmentEndpoint.Map(routes);
    ListAssessmentsEndpoint.Map(routes);
    IndicateCareEndpoint.Map(routes);
    ListIndicationsEndpoint.Map(routes);
    AgreeCarePlanEndpoint.Map(routes);
    ShowCarePlanEndpoint.Map(routes);
    ListOmahaTermsEndpoint.Map(routes);

    DecideAccessEndpoint.Map(routes);
    RecordAccessEntriesEndpoint.Map(routes);
    ResolveIdentitiesEndpoint.Map(routes);
});
