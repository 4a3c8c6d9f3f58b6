using System.Diagnostics;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Transforms;

namespace Buurtzorg.Gateway.Forwarding;

/// <summary>YARP, as configured in section <c>ReverseProxy</c>, with the few things of our own.</summary>
internal static class Forwarder
{
    public static void Add(IServiceCollection services, IConfigurationSection configuration)
    {
        services.AddSingleton<DistributedContextPropagator>(new NoBaggageFromOutside(DistributedContextPropagator.CreateW3CPropagator()));
        services.AddSingleton<IPassiveHealthCheckPolicy, LeaveAtOnce>();
        services.AddReverseProxy()
            .LoadFromConfig(configuration)
            .AddConfigFilter<Defaults>()
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectTimeout = TimeSpan.FromSeconds(2);
                handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2); // less than a replica drains: none is idle when it closes its port
            })
            .AddTransforms(route =>
            {
                foreach (var header in NoBaggageFromOutside.Headers)
                    route.AddRequestHeaderRemove(header);
                route.AddResponseHeaderRemove(HeaderNames.Server, ResponseCondition.Always);
            });
    }

    public static void Map(IEndpointRouteBuilder routes) => routes.MapReverseProxy(proxy =>
    {
        proxy.Use(OwnProblems.Use);
        proxy.Use(OtherReplica.Use);
        proxy.UseLoadBalancing();
        proxy.UsePassiveHealthChecks();
    });
}
