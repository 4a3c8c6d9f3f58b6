using Buurtzorg.CareEvents.Data;
using Buurtzorg.Platform;

var service = PlatformService.Create("care-events", args);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.AddDatabase<CareEventsDb>();

return await service.RunAsync(routes =>
{
});
