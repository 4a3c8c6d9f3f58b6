using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.Scheduling;
using Buurtzorg.Platform;
using Buurtzorg.SocialMap.Access;
using Buurtzorg.SocialMap.Data;
using Buurtzorg.SocialMap.Directories;
using Buurtzorg.SocialMap.Domain;
using Buurtzorg.SocialMap.Features;
using Buurtzorg.SocialMap.OpenReferral;
using Buurtzorg.SocialMap.Search;
using Microsoft.Extensions.Options;

var service = PlatformService.Create("social-map", args);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.AddDatabase<SocialMapDb>();
service.AddEncryption();
service.CallService<CareRecordsClient>("care-records");
service.Services.AddScoped<LinkAccess>();
InstallTimeZone.Add(service.Services);
service.Services.AddOptionsWithValidateOnStart<DirectorySettings>().BindConfiguration("Directories").Validate(directories => directories.AreRight(), DirectorySettings.Mistake);
service.Services.AddOptionsWithValidateOnStart<PostcodeSettings>().BindConfiguration("Postcodes").Validate(postcodes => postcodes.Exists, PostcodeSettings.Mistake);
service.Services.AddSingleton(provider => provider.GetRequiredService<IOptions<DirectorySettings>>().Value).AddSingleton(provider => provider.GetRequiredService<IOptions<PostcodeSettings>>().Value);
service.Services.AddHttpClient(DirectoryImport.HttpClientName, client => (client.Timeout, client.MaxResponseContentBufferSize) = (TimeSpan.FromSeconds(30), 50_000_000));
service.Services.AddSingleton<DirectoryImport>().AddSingleton<ApplyEntries>().AddSingleton<ImportWorker>().AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
service.Services.AddSingleton<ServiceSearch>().AddSingleton<Postcodes>().AddHostedService<LoadPostcodes>();

service.React<TeamMemberJoined>(KeepMemberWhenTeamMemberJoined.Handle);
service.React<TeamMemberLeft>(ForgetMemberWhenTeamMemberLeft.Handle);
service.React<ClientAdmitted>(KnowClientWhenClientAdmitted.Handle);
service.React<CareEnded>(KnowClientWhenCareEnded.Handle);
service.React<CareResumed>(KnowClientWhenCareResumed.Handle);

service.Command("import", "`import <source> [folder or address]` takes over the directory of an authority, or goes on with it", ImportDirectoryCommand.Run);

return await service.RunAsync(routes =>
{
    SearchServicesEndpoint.Map(routes);
    ShowServiceEndpoint.Map(routes);
    EnterServiceEndpoint.Map(routes);
    ChangeServiceEndpoint.Map(routes);
    AddRemarkEndpoint.Map(routes);
    ListRemarksEndpoint.Map(routes);
    WithdrawRemarkEndpoint.Map(routes);

    LinkClientEndpoint.Map(routes);
    ListClientLinksEndpoint.Map(routes);
    ShowLinkEndpoint.Map(routes);
    FollowUpLinkEndpoint.Map(routes);
    EndLinkEndpoint.Map(routes);
    ListDueFollowUpsEndpoint.Map(routes);

    ImportDirectoryEndpoint.Map(routes);
    ShowImportEndpoint.Map(routes);

    OpenReferralApi.Map(routes);
});
