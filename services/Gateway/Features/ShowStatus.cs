using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace Buurtzorg.Gateway.Features;

/// <summary>How a service or the whole is.</summary>
public enum Condition
{
    /// <summary>All replicas are ready.</summary>
    Ready,

    /// <summary>Some replicas are ready, so requests are answered.</summary>
    Degraded,

    /// <summary>No replica is ready.</summary>
    Down,
}

/// <summary>The health of the whole, as the gateway found it at its last round, at most a few seconds ago.</summary>
/// <param name="Status">The worst condition of any service.</param>
public sealed record PlatformStatus(Condition Status, IReadOnlyList<ServiceStatus> Services);

/// <summary>The health of one service.</summary>
/// <param name="Name">The first part of the service's addresses.</param>
/// <param name="Replicas">How many replicas the gateway knows.</param>
/// <param name="Ready">How many of them say that they can serve.</param>
public sealed record ServiceStatus(string Name, Condition Status, int Replicas, int Ready);

internal static class ShowStatusEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/status", Handle)
        .AllowAnonymous()
        .Produces<PlatformStatus>()
        .Produces<PlatformStatus>(StatusCodes.Status503ServiceUnavailable)
        .WithSummary("Show the health of the whole: 200 when every service answers, otherwise 503");

    private static IResult Handle(IProxyStateLookup proxy)
    {
        var services = proxy.GetClusters().Select(StatusOf).OrderBy(service => service.Name, StringComparer.Ordinal).ToList();
        var worst = services.Select(service => service.Status).DefaultIfEmpty(Condition.Down).Max();
        return TypedResults.Json(new PlatformStatus(worst, services), statusCode: worst is Condition.Down ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    // What the gateway's own rounds along /health/ready found; asking again for every caller would let anybody load all services.
    private static ServiceStatus StatusOf(ClusterState service)
    {
        var replicas = service.DestinationsState.AllDestinations;
        var ready = replicas.Count(replica => replica.Health is { Active: DestinationHealth.Healthy, Passive: not DestinationHealth.Unhealthy });
        return new(service.ClusterId, ConditionOf(replicas.Count, ready), replicas.Count, ready);
    }

    internal static Condition ConditionOf(int replicas, int ready) =>
        ready == 0 ? Condition.Down : ready < replicas ? Condition.Degraded : Condition.Ready;
}
