using System.ComponentModel.DataAnnotations;

namespace Buurtzorg.Gateway;

/// <summary>Section <c>Gateway</c>. Routes and clusters stand in section <c>ReverseProxy</c>, in YARP's own words.</summary>
internal sealed class GatewayOptions
{
    /// <summary>Addresses that answer 404, whatever the routes say: what services ask one another.</summary>
    public string[] Unrouted { get; init; } = [];

    /// <summary>How many requests a caller may keep sending, per replica of the gateway.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Gateway:RequestsPerSecond must be from 1 to 1000000.")]
    public int RequestsPerSecond { get; init; } = 100;

    /// <summary>How many requests a caller may send at once after a quiet moment.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Gateway:Burst must be from 1 to 1000000.")]
    public int Burst { get; init; } = 200;

    /// <summary>Bytes; a route may name its own.</summary>
    [Range(1, int.MaxValue, ErrorMessage = "Gateway:MaxRequestBodySize must be a number of bytes.")]
    public long MaxRequestBodySize { get; init; } = 10_000_000;

    /// <summary>Addresses (10.0.0.7) or networks (10.0.0.0/8) of proxies in front, whose X-Forwarded-For and X-Forwarded-Proto are believed.</summary>
    public string[] TrustedProxies { get; init; } = [];
}
