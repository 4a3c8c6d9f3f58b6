using Microsoft.Extensions.Options;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;

namespace Buurtzorg.Gateway.Forwarding;

/// <summary>What holds for every route and cluster whose configuration says nothing else.</summary>
internal sealed class Defaults(IOptions<GatewayOptions> options) : IProxyConfigFilter
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    public ValueTask<RouteConfig> ConfigureRouteAsync(RouteConfig route, ClusterConfig? cluster, CancellationToken cancel) => new(route with
    {
        AuthorizationPolicy = route.AuthorizationPolicy ?? "default", // a token is needed
        MaxRequestBodySize = route.MaxRequestBodySize ?? options.Value.MaxRequestBodySize,
        Timeout = route.Timeout ?? 30 * Second,
    });

    public ValueTask<ClusterConfig> ConfigureClusterAsync(ClusterConfig cluster, CancellationToken cancel) => new(cluster with
    {
        LoadBalancingPolicy = cluster.LoadBalancingPolicy ?? LoadBalancingPolicies.PowerOfTwoChoices,
        HttpRequest = cluster.HttpRequest ?? new ForwarderRequestConfig { ActivityTimeout = 120 * Second }, // the route's timeout decides
        HealthCheck = cluster.HealthCheck ?? new HealthCheckConfig
        {
            AvailableDestinationsPolicy = HealthCheckConstants.AvailableDestinations.HealthyOrPanic, // with nobody healthy a try is better than a refusal
            Active = new() { Enabled = true, Path = "/health/ready", Policy = HealthCheckConstants.ActivePolicy.ConsecutiveFailures, Interval = 2 * Second, Timeout = 2 * Second },
            Passive = new() { Enabled = true, Policy = LeaveAtOnce.PolicyName, ReactivationPeriod = 2 * Second },
        },
    });
}
