using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.Model;

namespace Buurtzorg.Gateway.Forwarding;

/// <summary>One broken connection is enough to send the next requests to the other replicas; the cluster's reactivation period later it may try again.</summary>
internal sealed class LeaveAtOnce(IDestinationHealthUpdater health) : IPassiveHealthCheckPolicy
{
    public const string PolicyName = "LeaveAtOnce";

    public string Name => PolicyName;

    public void RequestProxied(HttpContext context, ClusterState cluster, DestinationState destination)
    {
        if (context.GetForwarderErrorFeature() is { } failure && failure.MeansReplicaIsAway())
            health.SetPassive(cluster, destination, DestinationHealth.Unhealthy, cluster.Model.Config.HealthCheck!.Passive!.ReactivationPeriod!.Value);
    }
}
