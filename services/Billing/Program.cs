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
service.React<VisitCompleted>(RecordDeliveryWhenVisitCompleted.Handle);
service.React<MessageReceived>(ReadMessageWhenMessageReceived.Handle);
service.React<ClaimClosed>(RenderClaimWhenClaimClosed.Handle);
service.React<MessageStored>(SendMessageWhenMessageStored.Handle);

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
    GetDeliveriesEndpoint.Map(routes);
    CloseMonthEndpoint.Map(routes);
    GetClaimsEndpoint.Map(routes);
    GetClaimEndpoint.Map(routes);
    PayClaimEndpoint.Map(routes);
    GetBalancesEndpoint.Map(routes);
    GetAlertsEndpoint.Map(routes);
});
