using Buurtzorg.Billing;
using Buurtzorg.Billing.CareRecords;
using Buurtzorg.Billing.Data;
using Buurtzorg.Billing.Features;
using Buurtzorg.Contracts.Billing;
using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;

var service = PlatformService.Create("billing", args);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.Services.AddBilling();
service.AddDatabase<BillingDb>();
service.AddEncryption();
service.CallService<CareRecordsClient>("care-records");

service.React<ClientAdmitted>(KeepClientWhenClientAdmitted.Handle);
service.React<CareEnded>(KeepEpisodeWhenCareEnded.Handle);
service.React<CareResumed>(KeepEpisodeWhenCareResumed.Handle);
service.React<ClientAdmitted>(TellPayersWhenClientAdmitted.Handle);
service.React<CareEnded>(TellPayersWhenCareEnded.Handle);
service.React<CareResumed>(TellPayersWhenCareResumed.Handle);
service.React<AuthorisationChanged>(TellPayersWhenAuthorisationChanged.Handle);
service.React<AuthorisationChanged>(GrantRequestsWhenAuthorisationChanged.Handle);
service.React<VisitCompleted>(RecordDeliveryWhenVisitCompleted.Handle);
service.React<VisitCompletionWithdrawn>(WithdrawDeliveryWhenVisitCompletionWithdrawn.Handle);
service.React<MessageReceived>(ReadMessageWhenMessageReceived.Handle);
service.React<ClaimClosed>(RenderClaimWhenClaimClosed.Handle);
service.React<MessageStored>(SendMessageWhenMessageStored.Handle);

service.Command("open-months", "has the next closings look at all care again, after an agreement gained a kind of care", OpenAllMonths.Run);
service.Command("verify-ledger", "proves the ledger from the first claim to the last", VerifyLedger.Run);

return await service.RunAsync(routes =>
{
    UploadMessageEndpoint.Map(routes);
    GetMessagesEndpoint.Map(routes);
    GetMessageEndpoint.Map(routes);
    DownloadMessageEndpoint.Map(routes);
    SayMessageSentEndpoint.Map(routes);
    SettleMessageEndpoint.Map(routes);
    GetPayersEndpoint.Map(routes);
    GetAuthorisationsEndpoint.Map(routes);
    GetAuthorisationEndpoint.Map(routes);
    EnterAuthorisationEndpoint.Map(routes);
    ChangeAuthorisationEndpoint.Map(routes);
    WithdrawAuthorisationEndpoint.Map(routes);
    GetUsageEndpoint.Map(routes);
    GetNoticesEndpoint.Map(routes);
    TryNoticeAgainEndpoint.Map(routes);
    MakeRequestEndpoint.Map(routes);
    GetRequestsEndpoint.Map(routes);
    GetRequestEndpoint.Map(routes);
    GetDeliveriesEndpoint.Map(routes);
    CloseMonthEndpoint.Map(routes);
    GetClaimsEndpoint.Map(routes);
    GetClaimEndpoint.Map(routes);
    GetRejectionsEndpoint.Map(routes);
    ResubmitLinesEndpoint.Map(routes);
    WriteOffLinesEndpoint.Map(routes);
    PayClaimEndpoint.Map(routes);
    GetBalancesEndpoint.Map(routes);
    GetAlertsEndpoint.Map(routes);
});
