using Buurtzorg.Identity;
using Buurtzorg.Identity.Features;
using Buurtzorg.Identity.Tokens;
using Buurtzorg.Platform;
using Microsoft.Extensions.Options;

var service = PlatformService.Create("identity", args, tokens: false);
service.Services.AddValidation();
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.Services.AddOptionsWithValidateOnStart<IdentityOptions>().BindConfiguration("Identity");
service.Services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsCheck>();
service.Services.AddSingleton<SigningKey>();
service.Services.AddSingleton<ClientSecrets>();
service.Services.AddSingleton<TokenMaker>();
EvaluationOnly.Add(service.Services);

return await service.RunAsync(routes =>
{
    DiscoveryEndpoint.Map(routes);
    KeySetEndpoint.Map(routes);
    IssueTokenEndpoint.Map(routes);
    ListPersonasEndpoint.Map(routes);
    IssuePersonaTokenEndpoint.Map(routes);
});
