using Buurtzorg.Gateway;
using Buurtzorg.Gateway.Edge;
using Buurtzorg.Gateway.Features;
using Buurtzorg.Gateway.Forwarding;
using Buurtzorg.Platform;

var service = PlatformService.Create("gateway", args);
service.Services.AddOpenApi("v1"); // here too: what reads the comments into the document sees the assembly that says it
service.Services.AddOptionsWithValidateOnStart<GatewayOptions>().BindConfiguration("Gateway").ValidateDataAnnotations();
service.Services.AddRequestTimeouts();
TrustedProxies.Add(service.Services);
CallerLimits.Add(service.Services);
Forwarder.Add(service.Services, service.Builder.Configuration.GetSection("ReverseProxy"));

service.Use(app => app
    .UseForwardedHeaders()
    .UseRateLimiter()
    .UseRequestTimeouts()
    .Use(TokenAtTheDoor.Use));

return await service.RunAsync(routes =>
{
    ShowIndexEndpoint.Map(routes);
    ShowStatusEndpoint.Map(routes);
    Unrouted.Map(routes);
    Forwarder.Map(routes);
});
