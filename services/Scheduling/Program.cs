using Buurtzorg.Contracts.CareRecords;
using Buurtzorg.Contracts.StaffWellbeing;
using Buurtzorg.Platform;
using Buurtzorg.Scheduling.Access;
using Buurtzorg.Scheduling.Data;
using Buurtzorg.Scheduling.Domain;
using Buurtzorg.Scheduling.Features;

var service = PlatformService.Create("scheduling", args);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.AddDatabase<SchedulingDb>();
service.CallService<CareRecordsClient>("care-records");
service.Services.AddScoped<ScheduleAccess>();
InstallTimeZone.Add(service.Services);

service.React<ClientAdmitted>(KnowClientWhenClientAdmitted.Handle);
service.React<AbsenceChanged>(UncoverVisitsWhenAbsenceChanged.Handle);

service.Command("announce-teams", "tells of every team and its members once more, for a service that came after them", AnnounceTeams.Run);

return await service.RunAsync(routes =>
{
    FoundTeamEndpoint.Map(routes);
    ListTeamsEndpoint.Map(routes);
    ShowTeamEndpoint.Map(routes);
    JoinTeamEndpoint.Map(routes);
    LeaveTeamEndpoint.Map(routes);
    SplitTeamEndpoint.Map(routes);
    PlaceTeamEndpoint.Map(routes);
    ShowRosterEndpoint.Map(routes);

    PlanVisitEndpoint.Map(routes);
    PlanVisitSeriesEndpoint.Map(routes);
    ShowVisitEndpoint.Map(routes);
    MoveVisitEndpoint.Map(routes);
    CancelVisitEndpoint.Map(routes);
    CompleteVisitEndpoint.Map(routes);
    WithdrawCompletionEndpoint.Map(routes);
    ShowClientScheduleEndpoint.Map(routes);

    ListUncoveredVisitsEndpoint.Map(routes);
    TakeVisitEndpoint.Map(routes);

    ListClientTimeEndpoint.Map(routes);
    ShowClientTimeEndpoint.Map(routes);
    CompareClientTimeEndpoint.Map(routes);
});
