using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;

namespace Buurtzorg.Gateway.Forwarding;

/// <summary>
/// Gives a request to another replica when the first one is away: a GET or HEAD, which changes nothing, or a request that never left.
/// Anything else may have been carried out, so it is the caller who repeats it, with the same Idempotency-Key.
/// </summary>
internal static class OtherReplica
{
    // One address may stand for several replicas, as a Service of Kubernetes does: after a moment it leads to another of them.
    private const int Rounds = 3;
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    public static async Task Use(HttpContext context, RequestDelegate next)
    {
        var proxy = context.GetReverseProxyFeature();
        var (all, untried) = (proxy.AvailableDestinations, proxy.AvailableDestinations);
        for (var round = 1; ;)
        {
            proxy.AvailableDestinations = untried;
            await next(context); // which leaves only the chosen one available
            untried = [.. untried.Where(replica => replica != proxy.ProxiedDestination)];
            if (untried.Count == 0 && round < Rounds && MayGoElsewhere(context))
            {
                await Task.Delay(Moment * round++, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                untried = all;
            }
            if (untried.Count == 0 || !MayGoElsewhere(context))
                return;
            context.Response.Clear();
            context.Features.Set<IForwarderErrorFeature>(null);
        }
    }

    private static bool MayGoElsewhere(HttpContext context) =>
        context.GetForwarderErrorFeature() is { } failure
        && !context.Response.HasStarted
        && !context.RequestAborted.IsCancellationRequested
        && (failure.MeansNothingWasSent() || (failure.Error is ForwarderError.Request && ChangesNothing(context)));

    private static bool ChangesNothing(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false };
}
