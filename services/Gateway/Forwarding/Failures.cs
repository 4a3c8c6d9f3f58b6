using Yarp.ReverseProxy.Forwarder;

namespace Buurtzorg.Gateway.Forwarding;

/// <summary>What a failure to forward says about the replica and the request.</summary>
internal static class Failures
{
    public static bool MeansReplicaIsAway(this IForwarderErrorFeature failure) =>
        failure.Error is ForwarderError.Request or ForwarderError.ResponseBodyDestination || failure.MeansNothingWasSent();

    /// <summary>No connection was made, so the service cannot have seen any of the request.</summary>
    public static bool MeansNothingWasSent(this IForwarderErrorFeature failure) => failure.Exception
        is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError }
        or OperationCanceledException { InnerException: TimeoutException }; // the time to connect was over
}
