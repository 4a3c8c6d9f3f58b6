using Buurtzorg.CareEvents;
using Buurtzorg.CareEvents.Data;
using Buurtzorg.CareEvents.Features;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Contracts.SocialMap;
using Buurtzorg.Contracts.StaffWellbeing;
using Buurtzorg.Platform;

var service = PlatformService.Create("care-events", args);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.AddDatabase<CareEventsDb>();
service.AddEncryption();
CareEventsServices.Add(service.Services);

service.React<ClientAdmitted>(LogWhenClientAdmitted.Handle);
service.React<CareEnded>(LogWhenCareEnded.Handle);
service.React<CareResumed>(LogWhenCareResumed.Handle);
service.React<AccessChanged>(LogWhenAccessChanged.Handle);
service.React<SharingChanged>(ForgetEventsWhenSharingChanged.Handle);
service.React<VisitPlanned>(LogWhenVisitPlanned.Handle);
service.React<VisitMoved>(LogWhenVisitMoved.Handle);
service.React<VisitCancelled>(LogWhenVisitCancelled.Handle);
service.React<VisitCompleted>(LogWhenVisitCompleted.Handle);
service.React<VisitCompletionWithdrawn>(LogWhenVisitCompletionWithdrawn.Handle);
service.React<VisitUncovered>(LogWhenVisitUncovered.Handle);
service.React<VisitCovered>(LogWhenVisitCovered.Handle);
service.React<AuthorisationChanged>(LogWhenAuthorisationChanged.Handle);
service.React<AuthorisationMatched>(LogWhenAuthorisationMatched.Handle);
service.React<ClaimSubmitted>(LogWhenClaimSubmitted.Handle);
service.React<ClaimAnswered>(LogWhenClaimAnswered.Handle);
service.React<ActivityLinked>(LogWhenActivityLinked.Handle);
service.React<ActivityLinkFollowedUp>(LogWhenActivityLinkFollowedUp.Handle);
service.React<ActivityLinkEnded>(LogWhenActivityLinkEnded.Handle);
service.React<TeamAbsenceChanged>(LogWhenTeamAbsenceChanged.Handle);
service.React<TeamPlaced>(KeepAreaWhenTeamPlaced.Handle);

return await service.RunAsync(routes =>
{
    EntitleIntegratorEndpoint.Map(routes);
    ListIntegratorsEndpoint.Map(routes);
    ShowIntegratorEndpoint.Map(routes);
    RemoveIntegratorEndpoint.Map(routes);
    ShowMyEntitlementEndpoint.Map(routes);

    CreateSubscriptionEndpoint.Map(routes);
    ListSubscriptionsEndpoint.Map(routes);
    ShowSubscriptionEndpoint.Map(routes);
    FilterSubscriptionEndpoint.Map(routes);
    DeleteSubscriptionEndpoint.Map(routes);
    ShowSecretsEndpoint.Map(routes);
    RotateSecretEndpoint.Map(routes);
    ChallengeReceiverEndpoint.Map(routes);
    TestSubscriptionEndpoint.Map(routes);
    PauseSubscriptionEndpoint.Map(routes);
    ResumeSubscriptionEndpoint.Map(routes);
    ReplaySubscriptionEndpoint.Map(routes);
    ListDeliveriesEndpoint.Map(routes);

    ReadFeedEndpoint.Map(routes);
    ServeAsyncApiEndpoint.Map(routes);
    ServeSchemaEndpoint.Map(routes);
});
