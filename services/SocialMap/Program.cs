using Buurtzorg.SocialMap.Data;
using Buurtzorg.Platform;

var service = PlatformService.Create("social-map", args);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.AddDatabase<SocialMapDb>();

return await service.RunAsync(routes =>
{
});
