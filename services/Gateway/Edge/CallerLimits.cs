using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Buurtzorg.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace Buurtzorg.Gateway.Edge;

/// <summary>A bucket of requests per caller: the person or program of the token, without one the remote address.</summary>
internal static class CallerLimits
{
    public static void Add(IServiceCollection services) => services
        .AddRateLimiter(_ => { })
        .AddOptions<RateLimiterOptions>()
        .Configure<IOptions<GatewayOptions>>((limiter, options) =>
        {
            var limits = options.Value;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetTokenBucketLimiter(CallerOf(context), _ => BucketOf(limits)));
            limiter.OnRejected = (rejected, _) => RefuseAsync(rejected.HttpContext, rejected.Lease);
        });

    internal static string CallerOf(HttpContext context) =>
        Caller.BindAsync(context).Result is { } caller ? $"person {caller.PersonId}" : $"address {NetworkOf(context.Connection.RemoteIpAddress)}";

    // Somebody with IPv6 has 2^64 addresses at least: they share one bucket.
    private static string? NetworkOf(IPAddress? address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address?.ToString(),
    };

    private static TokenBucketRateLimiterOptions BucketOf(GatewayOptions limits) => new()
    {
        TokenLimit = limits.Burst,
        TokensPerPeriod = 1,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1) / limits.RequestsPerSecond,
        QueueLimit = 0,
    };

    private static async ValueTask RefuseAsync(HttpContext context, RateLimitLease lease)
    {
        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        await context.RequestServices.GetRequiredService<IProblemDetailsService>().TryWriteAsync(new()
        {
            HttpContext = context,
            ProblemDetails = new ProblemDetails { Status = context.Response.StatusCode, Type = "urn:buurtzorg:problem:too-many-requests", Detail = "You send more requests than one caller may; go on after the seconds in Retry-After." },
        });
    }
}
