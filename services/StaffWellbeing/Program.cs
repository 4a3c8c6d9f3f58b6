using Buurtzorg.StaffWellbeing.Data;
using Buurtzorg.Platform;

var service = PlatformService.Create("staff-wellbeing", args);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.AddDatabase<StaffWellbeingDb>();

return await service.RunAsync(routes =>
{
});
